# Typesetting: templates, faces and missing characters.

missing-template = there is no such document template
    .mend = put a template file of this name into templates/, or mend the document's name in the scheme
templates-unreadable = the folder of templates cannot be read ({ $reason })
    .mend = check that the folder is there and may be read
template-fault = { $line ->
        [none] the template fails: { $found }
       *[other] the template fails on line { $line }: { $found }
    }
    .mend = { $hint ->
        [none] mend this place; the template compiles alone with typst and its sample in samples/
       *[other] mend this place ({ $hint }); the template compiles alone with typst and its sample in samples/
    }
bad-font-table = the table of fonts is not as it should be ({ $reason })
    .expected = one section per use, each with the lists bundled and office
    .mend = compare it with templates/fonts.toml as the program brings it
no-face-for-role = no font serves as { $role }
    .expected = one of { $wanted }
    .mend = run scripts/fonts.sh, or put the font files into templates/fonts/; kaohe doctor lists the fonts that were found
missing-glyph = { $within ->
        [none] no listed font has the character “{ $found }” in “{ $document }”
       *[other] no listed font has the character “{ $found }” of “{ $within }” in “{ $document }”
    }
    .mend = check that the character is right; if it is, add a font that has it to the end of the lists in templates/fonts.toml
fallback-face = { $within ->
        [none] the character “{ $found }” in “{ $document }” is shown in the fallback font { $family }
       *[other] the character “{ $found }” of “{ $within }” in “{ $document }” is shown in the fallback font { $family }
    }
