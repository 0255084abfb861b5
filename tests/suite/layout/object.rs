//! The objects of a PDF file, read strictly: what the cross-reference table does not say is not looked for, and a
//! stream is as long as it says. Object streams are not read; the program writes none.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::lexer::{Lexer, Token};

/// A value of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// A reference to an object by its number.
    Ref(u32),
    Stream(Stream),
}

/// Values by key.
pub type Dict = BTreeMap<String, Object>;

/// Bytes with a dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    pub dict: Dict,
    /// As they stand in the file.
    pub data: Vec<u8>,
}

/// A file.
#[derive(Clone)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub objects: BTreeMap<u32, Object>,
    pub trailer: Dict,
    /// Entries of the cross-reference table that do not lead to their object, and streams whose length is not true.
    pub torn: Vec<(&'static str, String)>,
}

impl Pdf {
    /// Reads a file; an error where there is no way in.
    pub fn read(bytes: Vec<u8>) -> Result<Pdf, String> {
        let at = bytes.windows(9).rposition(|w| w == b"startxref").ok_or("no startxref")?;
        let mut lexer = Lexer::new(&bytes, at + 9);
        let Some(Token::Object(Object::Number(table))) = lexer.token()? else {
            return Err("no place of the table".into());
        };
        let (offsets, trailer) = table_at(&bytes, whole(table).ok_or("a broken place of the table")?)?;
        let mut pdf = Pdf { bytes, objects: BTreeMap::new(), trailer, torn: Vec::new() };
        for (number, offset) in offsets {
            match object_at(&pdf.bytes, number, offset) {
                Ok(object) => drop(pdf.objects.insert(number, object)),
                Err((check, said)) => pdf.torn.push((check, format!("object {number}: {said}"))),
            }
        }
        Ok(pdf)
    }

    /// What a value is, references followed.
    pub fn get<'a>(&'a self, object: &'a Object) -> &'a Object {
        match object {
            Object::Ref(number) => self.objects.get(number).map_or(&Object::Null, |object| self.get(object)),
            other => other,
        }
    }

    /// The value of a key, references followed; null where it is absent.
    pub fn at<'a>(&'a self, dict: &'a Dict, key: &str) -> &'a Object {
        dict.get(key).map_or(&Object::Null, |object| self.get(object))
    }

    /// The dictionary under a key, also a stream's; empty where there is none.
    pub fn dict<'a>(&'a self, dict: &'a Dict, key: &str) -> &'a Dict {
        self.at(dict, key).dict()
    }

    /// The document catalogue.
    pub fn catalog(&self) -> &Dict {
        self.dict(&self.trailer, "Root")
    }

    /// The pages in their order.
    pub fn pages(&self) -> Vec<&Dict> {
        let mut pages = Vec::new();
        self.collect(self.dict(self.catalog(), "Pages"), &mut pages);
        pages
    }

    fn collect<'a>(&'a self, node: &'a Dict, pages: &mut Vec<&'a Dict>) {
        match self.at(node, "Kids") {
            Object::Array(kids) => kids.iter().for_each(|kid| self.collect(self.get(kid).dict(), pages)),
            _ => pages.push(node),
        }
    }

    /// The catalogue, to be damaged.
    pub fn catalog_mut(&mut self) -> &mut Dict {
        let Some(Object::Ref(root)) = self.trailer.get("Root") else { panic!("a file has a catalogue") };
        self.objects.get_mut(root).unwrap().dict_mut()
    }

    /// The first object of which this is true, to be damaged.
    pub fn find_mut(&mut self, wanted: impl Fn(&Object) -> bool) -> &mut Object {
        self.objects.values_mut().find(|object| wanted(object)).expect("there is such an object")
    }

    /// The first dictionary with this key and name, to be damaged.
    pub fn with_mut(&mut self, key: &str, name: &str) -> &mut Dict {
        self.find_mut(|object| object.dict().get(key).is_some_and(|value| value.is(name))).dict_mut()
    }
}

impl Object {
    /// A dictionary or a stream's; empty for anything else.
    pub fn dict(&self) -> &Dict {
        static EMPTY: Dict = Dict::new();
        match self {
            Object::Dict(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => &EMPTY,
        }
    }

    pub fn dict_mut(&mut self) -> &mut Dict {
        match self {
            Object::Dict(dict) => dict,
            Object::Stream(stream) => &mut stream.dict,
            other => panic!("{other:?} is no dictionary"),
        }
    }

    /// The elements of an array; a single value is itself one.
    pub fn items(&self) -> &[Object] {
        match self {
            Object::Array(items) => items,
            Object::Null => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// Whether it is this name.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Object::Name(found) if found == name)
    }

    pub fn name(&self) -> Option<&str> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub fn number(&self) -> Option<f64> {
        if let Object::Number(number) = self { Some(*number) } else { None }
    }

    /// A text string: UTF-16 with its mark, or plain ASCII.
    pub fn text(&self) -> Option<String> {
        let Object::Text(bytes) = self else { return None };
        let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) else { return String::from_utf8(bytes.clone()).ok() };
        let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    }

    pub fn stream(&self) -> Option<&Stream> {
        if let Object::Stream(stream) = self { Some(stream) } else { None }
    }
}

impl Stream {
    /// The bytes as they are meant.
    pub fn plain(&self) -> Result<Vec<u8>, String> {
        match self.dict.get("Filter") {
            None => Ok(self.data.clone()),
            Some(filter) if filter.items().len() == 1 && filter.items()[0].is("FlateDecode") => {
                let mut plain = Vec::new();
                ZlibDecoder::new(self.data.as_slice()).read_to_end(&mut plain).map_err(|error| error.to_string())?;
                Ok(plain)
            }
            Some(other) => Err(format!("the filter {other:?}")),
        }
    }

    /// Other bytes, as they are.
    pub fn put(&mut self, data: Vec<u8>) {
        self.dict.remove("Filter");
        self.data = data;
    }
}

/// A number that counts bytes or objects.
pub fn whole(number: f64) -> Option<usize> {
    if number.fract() == 0.0 { format!("{number}").parse().ok() } else { None }
}

type Offsets = Vec<(u32, usize)>;

/// One cross-reference table and the trailer after it.
fn table_at(bytes: &[u8], offset: usize) -> Result<(Offsets, Dict), String> {
    let mut lexer = Lexer::new(bytes, offset);
    if !matches!(lexer.token()?, Some(Token::Word(word)) if word == "xref") {
        return Err("no cross-reference table where the file says".into());
    }
    let mut offsets = Vec::new();
    loop {
        let first = match lexer.token()? {
            Some(Token::Object(Object::Number(first))) => first,
            Some(Token::Word(word)) if word == "trailer" => break,
            other => return Err(format!("{other:?} in the table")),
        };
        let count = lexer.number()?;
        for index in 0..whole(count).ok_or("a broken count")? {
            let (offset, _generation) = (lexer.number()?, lexer.number()?);
            let number = whole(first).and_then(|first| u32::try_from(first + index).ok()).ok_or("a broken number")?;
            match lexer.token()? {
                Some(Token::Word(word)) if word == "n" => {
                    offsets.push((number, whole(offset).ok_or("a broken offset")?));
                }
                Some(Token::Word(word)) if word == "f" => {}
                other => return Err(format!("{other:?} in the table")),
            }
        }
    }
    match lexer.token()? {
        Some(Token::Object(Object::Dict(trailer))) => Ok((offsets, trailer)),
        other => Err(format!("{other:?} for a trailer")),
    }
}

/// The object that must begin at an offset.
fn object_at(bytes: &[u8], number: u32, offset: usize) -> Result<Object, (&'static str, String)> {
    let begins = format!("{number} 0 obj");
    if !bytes.get(offset..).is_some_and(|rest| rest.starts_with(begins.as_bytes())) {
        return Err(("cross-references", "does not stand where the table says".into()));
    }
    let mut lexer = Lexer::new(bytes, offset + begins.len());
    let read = |lexer: &mut Lexer<'_>| lexer.token().map_err(|said| ("cross-references", said));
    let Some(Token::Object(object)) = read(&mut lexer)? else {
        return Err(("cross-references", "has no value".into()));
    };
    match read(&mut lexer)? {
        Some(Token::Word(word)) if word == "endobj" => Ok(object),
        Some(Token::Word(word)) if word == "stream" => {
            let Object::Dict(dict) = object else { return Err(("stream-lengths", "a stream has a dictionary".into())) };
            let length = dict.get("Length").and_then(Object::number).and_then(whole);
            let length = length.ok_or(("stream-lengths", "has no length".to_owned()))?;
            let data = lexer.stream(length).ok_or(("stream-lengths", format!("is not {length} bytes long")))?;
            Ok(Object::Stream(Stream { dict, data }))
        }
        other => Err(("cross-references", format!("goes on with {other:?}"))),
    }
}
