//! The words of a PDF file and of its content streams.

use super::object::{Dict, Object};

/// A value, or a word that is none: an operator, `obj`, `stream`.
#[derive(Debug)]
pub enum Token {
    Object(Object),
    Word(String),
}

/// Reads from a place on.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

const BLANK: &[u8] = b"\0\t\n\x0C\r ";
const BREAK: &[u8] = b"\0\t\n\x0C\r ()<>[]{}/%";

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Lexer { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, text: &[u8]) -> bool {
        let there = self.bytes[self.at.min(self.bytes.len())..].starts_with(text);
        self.at += if there { text.len() } else { 0 };
        there
    }

    fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if BLANK.contains(&byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next token; none at the end.
    pub fn token(&mut self) -> Result<Option<Token>, String> {
        self.blanks();
        let Some(byte) = self.peek() else { return Ok(None) };
        let object = match byte {
            b'/' => self.name(),
            b'(' => self.literal()?,
            b'[' => self.array()?,
            b'<' if self.skip(b"<<") => self.dict()?,
            b'<' => self.hexadecimal()?,
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.numeral()?,
            _ => return self.word().map(Some),
        };
        Ok(Some(Token::Object(object)))
    }

    /// A number and nothing else.
    pub fn number(&mut self) -> Result<f64, String> {
        match self.token()? {
            Some(Token::Object(Object::Number(number))) => Ok(number),
            other => Err(format!("{other:?} for a number")),
        }
    }

    /// The bytes after the word `stream`, if `endstream` follows them.
    pub fn stream(&mut self, length: usize) -> Option<Vec<u8>> {
        if !self.skip(b"\r\n") && !self.skip(b"\n") {
            return None;
        }
        let data = self.bytes.get(self.at..self.at + length)?.to_vec();
        self.at += length;
        let _ = self.skip(b"\r\n") || self.skip(b"\n") || self.skip(b"\r");
        self.skip(b"endstream").then_some(data)
    }

    fn run(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !BREAK.contains(&byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn word(&mut self) -> Result<Token, String> {
        let word = String::from_utf8_lossy(self.run()).into_owned();
        match word.as_str() {
            "" => Err(format!("a stray {:?}", self.peek())),
            "true" => Ok(Token::Object(Object::Bool(true))),
            "false" => Ok(Token::Object(Object::Bool(false))),
            "null" => Ok(Token::Object(Object::Null)),
            _ => Ok(Token::Word(word)),
        }
    }

    fn name(&mut self) -> Object {
        self.at += 1;
        let mut name = Vec::new();
        let run = self.run();
        let mut at = 0;
        while at < run.len() {
            let code = (run[at] == b'#').then(|| run.get(at + 1..at + 3)).flatten();
            let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
            name.push(code.unwrap_or(run[at]));
            at += if code.is_some() { 3 } else { 1 };
        }
        Object::Name(String::from_utf8_lossy(&name).into_owned())
    }

    /// A number, or a reference where `0 R` follows it.
    fn numeral(&mut self) -> Result<Object, String> {
        let text = String::from_utf8_lossy(self.run()).into_owned();
        let number: f64 = text.parse().map_err(|_| format!("{text} for a number"))?;
        let after = self.at;
        if let Ok(object) = text.parse::<u32>()
            && self.skip(b" 0 R")
            && self.peek().is_none_or(|byte| BREAK.contains(&byte))
        {
            return Ok(Object::Ref(object));
        }
        self.at = after;
        Ok(Object::Number(number))
    }

    fn array(&mut self) -> Result<Object, String> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.skip(b"]") {
                return Ok(Object::Array(items));
            }
            match self.token()? {
                Some(Token::Object(object)) => items.push(object),
                other => return Err(format!("{other:?} in an array")),
            }
        }
    }

    fn dict(&mut self) -> Result<Object, String> {
        let mut dict = Dict::new();
        loop {
            self.blanks();
            if self.skip(b">>") {
                return Ok(Object::Dict(dict));
            }
            match (self.token()?, self.token()?) {
                (Some(Token::Object(Object::Name(key))), Some(Token::Object(value))) => drop(dict.insert(key, value)),
                other => return Err(format!("{other:?} in a dictionary")),
            }
        }
    }

    fn hexadecimal(&mut self) -> Result<Object, String> {
        self.at += 1;
        let end = self.bytes[self.at..].iter().position(|byte| *byte == b'>').ok_or("an open string")?;
        let mut digits: Vec<u8> =
            self.bytes[self.at..self.at + end].iter().copied().filter(|byte| !BLANK.contains(byte)).collect();
        self.at += end + 1;
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        let pair =
            |pair: &[u8]| u8::from_str_radix(&String::from_utf8_lossy(pair), 16).map_err(|error| error.to_string());
        Ok(Object::Text(digits.chunks_exact(2).map(pair).collect::<Result<_, _>>()?))
    }

    fn literal(&mut self) -> Result<Object, String> {
        let (mut text, mut depth) = (Vec::new(), 0_usize);
        loop {
            let byte = self.peek().ok_or("an open string")?;
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(Object::Text(text));
                    }
                    text.push(byte);
                }
                b'\\' => text.extend(self.escape()?),
                _ => text.push(byte),
            }
        }
    }

    /// What follows a backslash: a letter, up to three octal digits, or the end of a line.
    fn escape(&mut self) -> Result<Option<u8>, String> {
        let byte = self.peek().ok_or("an open string")?;
        self.at += 1;
        Ok(match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    if let Some(next @ b'0'..=b'7') = self.peek() {
                        code = code * 8 + u32::from(next - b'0');
                        self.at += 1;
                    }
                }
                Some(u8::try_from(code % 256).unwrap())
            }
            b'\r' => {
                self.skip(b"\n");
                None
            }
            b'\n' => None,
            other => Some(other),
        })
    }
}
