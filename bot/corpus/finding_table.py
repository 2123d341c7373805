"""Every finding there is: its code, severity, message and mend, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.findings import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class FindingCode:
    """One kind of finding. `message` and `hint` are templates for `str.format`."""

    code: str
    severity: Severity
    message: str
    hint: str


FINDING_TABLE: tuple[tuple[str, tuple[FindingCode, ...]], ...] = (
    (
        "Files that are refused",
        (
            FindingCode(
                "empty-file",
                ERROR,
                "The file is empty.",
                "Write the page, or delete the file.",
            ),
            FindingCode(
                "no-text",
                ERROR,
                "The file holds nothing that could be shown to a reader.",
                "Add sections or questions; docs/content-format.md shows both kinds of page.",
            ),
            FindingCode(
                "binary-file",
                ERROR,
                "This is not a text file: it looks like {looks_like}.",
                "Save it as plain text (.txt, UTF-8) or Markdown; renaming it is not enough.",
            ),
            FindingCode(
                "utf-16",
                ERROR,
                "The file is encoded as {encoding}, not as UTF-8.",
                'Save it again with the encoding "UTF-8".',
            ),
            FindingCode(
                "not-utf-8",
                ERROR,
                "The file is not UTF-8: byte {byte} cannot be read.",
                'Save it again with the encoding "UTF-8".',
            ),
            FindingCode(
                "html-page",
                ERROR,
                "This is a web page (HTML), not a text.",
                "Copy the text out of the browser, or export it as plain text or Markdown.",
            ),
            FindingCode(
                "json-page",
                ERROR,
                "This is JSON, not a text.",
                "Write the page as plain text or Markdown.",
            ),
            FindingCode(
                "merge-conflict",
                ERROR,
                "Two versions of the page stand side by side (lines {line} to {last}): a merge was "
                "not finished.",
                "Keep what is right of both, and delete the lines of <<<<<<<, ======= and >>>>>>>.",
            ),
            FindingCode(
                "file-too-large",
                ERROR,
                "The file has {size} bytes; at most {limit} are read.",
                "Split the page, or ask whoever runs the bot to raise BOT_MAX_PAGE_KIB.",
            ),
            FindingCode(
                "line-too-long",
                ERROR,
                "The line has {size} characters; at most {limit} are read.",
                "Break it into paragraphs, or ask whoever runs the bot to raise "
                "BOT_MAX_LINE_CHARACTERS.",
            ),
            FindingCode(
                "too-many-questions",
                ERROR,
                "The page holds {size} questions; at most {limit} are read.",
                "Split the page, or ask whoever runs the bot to raise BOT_MAX_QUESTIONS_PER_PAGE.",
            ),
            FindingCode(
                "too-many-pages",
                ERROR,
                "The folder holds {size} pages; at most {limit} are read, this one is not.",
                "Split the content, or ask whoever runs the bot to raise BOT_MAX_PAGES.",
            ),
            FindingCode(
                "duplicate-page",
                WARNING,
                "The file is the same as {other}, byte for byte; only that one is served.",
                "Delete one of the two.",
            ),
            FindingCode(
                "link-out-of-folder",
                ERROR,
                "This is a link that leads out of the content folder.",
                "Put the file itself into the content folder.",
            ),
            FindingCode(
                "broken-link",
                ERROR,
                "This is a link that leads nowhere, or in a circle.",
                "Put the file itself in its place, or delete the link.",
            ),
            FindingCode(
                "linked-folder",
                WARNING,
                "This is a link to a folder; links to folders are not followed.",
                "Put the folder itself in its place.",
            ),
            FindingCode(
                "not-a-file",
                ERROR,
                "This is {what}, not a file, although it has the name of a page.",
                "Rename or remove it.",
            ),
            FindingCode(
                "unreadable",
                ERROR,
                "The file cannot be read: {reason}.",
                "Check its permissions and the disk.",
            ),
            FindingCode(
                "changed-while-read",
                ERROR,
                "The file was being changed while it was read.",
                "Reload when it has been saved.",
            ),
            FindingCode(
                "no-folder",
                ERROR,
                "There is no content folder here.",
                "Set BOT_CONTENT_DIR or --content to the folder that holds the briefings.",
            ),
            FindingCode(
                "no-pages",
                ERROR,
                "The content folder holds no page that can be read.",
                "Put pages (.txt or .md) into it.",
            ),
            FindingCode(
                "kept-last-good",
                WARNING,
                "The last good version of this page is still being served.",
                "Mend the errors named for this file and reload.",
            ),
            FindingCode(
                "not-a-page",
                INFO,
                "The file is left alone: pages end in .txt, .md or .markdown.",
                "Nothing to do, unless it was meant to be a page: then save it as plain text "
                "(.txt).",
            ),
            FindingCode(
                "odd-file-name",
                WARNING,
                "The file's name holds characters that cannot be printed.",
                "Rename it; letters, digits, - and _ are safe everywhere.",
            ),
        ),
    ),
    (
        "Encoding and characters",
        (
            FindingCode(
                "windows-1252",
                WARNING,
                "The file is not UTF-8; it was read as Windows-1252.",
                'Check the accents and quotes, then save it with the encoding "UTF-8".',
            ),
            FindingCode(
                "uncounted-line-break",
                INFO,
                "The line holds line breaks that most editors do not show.",
                "Replace them by plain line breaks.",
            ),
            FindingCode(
                "control-character",
                WARNING,
                "The line holds a control character ({what}), which is not shown.",
                "Delete it.",
            ),
            FindingCode(
                "bidi-control",
                WARNING,
                "The line holds a character that reverses the direction of text ({what}); "
                "it is not shown.",
                "Delete it: it can make a text look like something that it is not.",
            ),
            FindingCode(
                "invisible-character",
                WARNING,
                "The line holds an invisible character ({what}), which is not shown.",
                "Delete it.",
            ),
            FindingCode(
                "stacked-marks",
                WARNING,
                "The line holds a letter with {what} accents on top of each other; "
                "most are not shown.",
                "Replace it by the plain letter.",
            ),
            FindingCode(
                "mixed-alphabets",
                WARNING,
                "“{what}” mixes letters of several alphabets that look alike.",
                "Type the word again on one keyboard.",
            ),
            FindingCode(
                "broken-word",
                WARNING,
                "“{what}” is broken at the end of its line, and readers will see it so.",
                "Write the word on one line, or copy the text from where it has no fixed lines.",
            ),
            FindingCode(
                "garbled-text",
                WARNING,
                "“{what}” looks like the remains of a wrong encoding.",
                "Type the character that was meant.",
            ),
            FindingCode(
                "mention",
                WARNING,
                "“{what}” is a mention in Discord. The bot never pings anybody with it.",
                "Write the name in plain words.",
            ),
            FindingCode(
                "deceptive-link",
                ERROR,
                "The link shows “{what}” but leads to “{other}”. Its address is not shown.",
                "Let the words of a link say where it leads.",
            ),
            FindingCode(
                "unsafe-link",
                WARNING,
                "The link leads to “{what}”. Only http and https are linked; its address is "
                "not shown.",
                "Use an address that begins with https://.",
            ),
            FindingCode(
                "dead-link",
                WARNING,
                "The link leads to “{what}”, {reason}.",
                "Mend the address, or take the link out.",
            ),
            FindingCode(
                "html-tag",
                WARNING,
                "“{what}” is HTML, and readers will see it as it stands.",
                "Remove it, or write Markdown.",
            ),
            FindingCode(
                "html-frame",
                INFO,
                "“{what}” is HTML around a text; it is not shown.",
                "Nothing to do.",
            ),
            FindingCode(
                "page-furniture",
                INFO,
                "“{what}” is what a print, a wiki or a website puts around a text; it is not "
                "shown.",
                "Nothing to do, unless readers should see it: then write it as a sentence.",
            ),
            FindingCode(
                "picture-data",
                INFO,
                "The picture “{what}” stands in the page itself; it is not shown.",
                "Nothing to do, unless readers should see it: then link to it.",
            ),
            FindingCode(
                "foreign-mark",
                WARNING,
                "Discord does not know “{what}”, and readers will see it as it stands.",
                "Write it in plain words, or link to it: [words](https://…).",
            ),
            FindingCode(
                "html-entity",
                WARNING,
                "“{what}” is HTML, and readers will see it as it stands.",
                "Type the character that was meant.",
            ),
        ),
    ),
    (
        "Front matter",
        (
            FindingCode(
                "front-matter-alias",
                ERROR,
                "The front matter uses a YAML {what}; the page is refused.",
                "Write the value out, or put it into quotes.",
            ),
            FindingCode(
                "front-matter-too-large",
                ERROR,
                "The front matter has {size} characters; at most {limit} are read. "
                "The page is refused.",
                "Close it with a line of --- above the text.",
            ),
            FindingCode(
                "front-matter-too-deep",
                ERROR,
                "The front matter nests values {limit} deep or more; the page is refused.",
                "Use plain fields and lists.",
            ),
            FindingCode(
                "front-matter-syntax",
                WARNING,
                "The front matter is not valid YAML ({reason}); it was read line by line.",
                "Put the value into quotes; text with a colon needs them.",
            ),
            FindingCode(
                "front-matter-line",
                WARNING,
                "The line “{what}” of the front matter was not understood.",
                "Write `field: value`, or `  - value` below a field that is a list.",
            ),
            FindingCode(
                "front-matter-unclosed",
                WARNING,
                "The front matter has no line of --- at its end; it was taken to end here.",
                "Add a line of --- above the text.",
            ),
            FindingCode(
                "front-matter-misplaced",
                WARNING,
                "These fields do not stand between two lines of --- at the top of the page; they "
                "were read as its front matter all the same.",
                "Put them at the top, with one line of --- above and one below.",
            ),
            FindingCode(
                "unknown-field",
                WARNING,
                "There is no field “{what}”.{suggestion}",
                "docs/content-format.md lists the fields.",
            ),
            FindingCode(
                "repeated-field",
                WARNING,
                "The field “{what}” occurs twice; the first one counts.",
                "Delete one of the two.",
            ),
            FindingCode(
                "bad-field",
                WARNING,
                "The field “{what}” was ignored: {reason}.",
                "Write it like this: {example}",
            ),
            FindingCode(
                "held-back",
                ERROR,
                "The field “{what}” decides whether readers may see the page, and it cannot be "
                "read{suggestion}; the page is held back.",
                "Write it like this: {example}",
            ),
            FindingCode(
                "alias-without-target",
                WARNING,
                "The aliases of “{what}” belong to no question, topic or section of this page.",
                "Copy the question word for word, or use its id.",
            ),
            FindingCode(
                "bad-id",
                WARNING,
                "“{what}” cannot be an id; the passage has a derived one.",
                "Use up to 64 of a-z, 0-9, dot, - and _, beginning with a letter or a digit.",
            ),
            FindingCode(
                "repeated-id",
                ERROR,
                "The id “{what}” is taken by {other}; this passage has a derived one.",
                "Give each passage an id of its own.",
            ),
            FindingCode(
                "unused-id",
                WARNING,
                "No question, topic or section that is served has the id “{what}” of this line.",
                "Put it at the end of the line that it belongs to, or delete it.",
            ),
        ),
    ),
    (
        "Structure",
        (
            FindingCode(
                "title-derived",
                INFO,
                "The page has no title; it is called “{what}”.",
                "Add `title:` to the front matter.",
            ),
            FindingCode(
                "title-from-text",
                INFO,
                "The line above the text was taken as the title.",
                "Put it into the front matter as `title:`.",
            ),
            FindingCode(
                "text-before-heading",
                WARNING,
                "The text above the first heading was put into a section “Introduction”.",
                "Move it under a heading, unless it only says who wrote the page, and when.",
            ),
            FindingCode(
                "no-headings",
                WARNING,
                "The page has no headings and no questions.",
                "Add a heading such as “What's happened”, or write questions with answers.",
            ),
            FindingCode(
                "comment",
                INFO,
                "A comment (lines {line} to {last}) is not shown to readers.",
                "Nothing to do, unless they should read it.",
            ),
            FindingCode(
                "comment-unclosed",
                ERROR,
                "The comment that begins here lacks its {what}, so that nobody knows what readers "
                "may see; the page is refused.",
                "Add {what} where the comment ends.",
            ),
            FindingCode(
                "code-unclosed",
                WARNING,
                "The code that begins here has no line of {what} at its end; it was taken to end "
                "on line {last}.",
                "Add a line of {what} below the code.",
            ),
            FindingCode(
                "page-in-code",
                INFO,
                "The page as a whole stands between two lines that mark code; they are not shown.",
                "Delete both of them.",
            ),
            FindingCode(
                "unknown-heading",
                INFO,
                "“{what}” is not one of the known headings; it became a section of its own.",
                "Nothing to do, unless a known heading was meant, or a question, which has a "
                "question mark.",
            ),
            FindingCode(
                "respelt-heading",
                WARNING,
                "“{what}” was read as the heading “{other}”.",
                "Mend the spelling.",
            ),
            FindingCode(
                "remarked-heading",
                INFO,
                "“{what}” was read as the heading “{other}”; what else the line says is not shown.",
                "Nothing to do, unless readers should see it: then put it into the text below.",
            ),
            FindingCode(
                "repeated-section",
                INFO,
                "The heading “{what}” occurs more than once; its texts were joined.",
                "Put the texts under one heading.",
            ),
            FindingCode(
                "missing-section",
                WARNING,
                "The page has no section “{what}”.",
                "Add it, if the story has something to say there.",
            ),
            FindingCode(
                "empty-section",
                WARNING,
                "There is no text under “{what}”.",
                "Write it, or delete the heading.",
            ),
            FindingCode(
                "heading-without-text",
                INFO,
                "“{what}” heads a group and is not shown itself.",
                "Nothing to do, unless a text is missing.",
            ),
            FindingCode(
                "text-between-items",
                INFO,
                "The text above the first item is shown with the list only.",
                "Nothing to do, unless it was meant to be an item.",
            ),
            FindingCode(
                "table",
                INFO,
                "Discord has no tables: readers see this one as it stands, with its marks.",
                "A list reads better, above all on a phone.",
            ),
            FindingCode(
                "truncated-text",
                WARNING,
                "The text breaks off after “{what}”.",
                "Finish the sentence; until then it is shown with an ellipsis.",
            ),
            FindingCode(
                "no-as-of",
                INFO,
                "The page does not say of which day its facts are.",
                "Add `as_of: YYYY-MM-DD` to the front matter.",
            ),
            FindingCode(
                "review-due",
                WARNING,
                "The page was to be reviewed by {what}.",
                "Check its facts, then move `as_of` and `review_by`.",
            ),
            FindingCode(
                "stale-wording",
                WARNING,
                "The text says “{what}”{more}, but its facts are of {day}, {age} days ago.",
                "Check its facts and move `as_of`, or name the day instead; `review_by` puts "
                "this off.",
            ),
        ),
    ),
    (
        "Questions and topics",
        (
            FindingCode(
                "question-without-answer",
                ERROR,
                "“{what}” has no answer and is not served.",
                "Write the answer on the lines below the question.",
            ),
            FindingCode(
                "answer-without-question",
                ERROR,
                "The text that begins “{what}” (lines {line} to {last}) has no question and is "
                "not served.",
                "Put its question on a line of its own above it.",
            ),
            FindingCode(
                "contradictory-question",
                ERROR,
                "“{what}” is answered differently on line {other}; the first answer is served, "
                "this one (lines {line} to {last}) is not.",
                "Keep one of the two answers.",
            ),
            FindingCode(
                "repeated-question",
                WARNING,
                "“{what}” has the same answer on line {other}; it is served once.",
                "Delete one of the two.",
            ),
            FindingCode(
                "question-without-mark",
                INFO,
                "“{what}” was taken as a question although it has no question mark.",
                "Nothing to do, unless it belongs to the text above.",
            ),
            FindingCode(
                "question-inside-answer",
                WARNING,
                "“{what}” looks like a question of its own, but it stands inside an answer.",
                "Put a line with a lone - above it, if it is one.",
            ),
            FindingCode(
                "unmarked-question",
                WARNING,
                "“{what}” looks like a question without its mark; it is shown as a part of the "
                "answer above it.",
                "Add the question mark, if it is one.",
            ),
            FindingCode(
                "question-in-section",
                WARNING,
                "“{what}” and its answer are shown as a part of “{other}” only.",
                "Put a line “Common question” above the first one, if readers may ask for it.",
            ),
            FindingCode(
                "heading-inside-answer",
                INFO,
                "“{what}” looks like a heading, but it is shown as a part of the answer above it.",
                "Nothing to do, unless something else begins here: then write it with ##, and the "
                "questions with ###.",
            ),
            FindingCode(
                "long-question",
                WARNING,
                "The question has {size} characters; readers see the first {limit} on buttons "
                "and in lists.",
                "Shorten it, and move the rest into the answer.",
            ),
            FindingCode(
                "same-question-elsewhere",
                WARNING,
                "“{what}” is answered differently in {other}, which belongs to the same briefing.",
                "Keep one of the two answers, or word the questions apart.",
            ),
            FindingCode(
                "near-duplicate",
                WARNING,
                "“{what}” and its answer are nearly the same as “{other}” ({place}).",
                "Keep one of the two; the other wording can be its alias.",
            ),
            FindingCode(
                "number-conflict",
                WARNING,
                "“{what}” does not agree with “{other}” ({place}).",
                "Correct the one that is wrong; if both are right, say what sets them apart.",
            ),
            FindingCode(
                "alias-clash",
                WARNING,
                "The alias “{what}” is accepted for “{other}” ({place}) as well.",
                "Keep it where it belongs; readers who write it cannot be understood otherwise.",
            ),
            FindingCode(
                "alias-of-another",
                WARNING,
                "The alias “{what}” is word for word what another passage is called ({place}).",
                "Delete the alias: that passage answers whoever writes it.",
            ),
            FindingCode(
                "teaser-without-page",
                INFO,
                "“{what}” introduces answers that are not in the corpus; it is shown as an "
                "introduction.",
                "Add the page of questions that it announces.",
            ),
            FindingCode(
                "go-deeper-unanswered",
                WARNING,
                "Nothing in the corpus answers “{what}”; it will not become a button.",
                "Add a question that answers it, or an alias to one that does.",
            ),
            FindingCode(
                "go-deeper-answered",
                INFO,
                "“{what}” opens “{target}” ({other}).",
                "If that is not the answer, add the question as an alias to the one that is.",
            ),
            FindingCode(
                "topic-without-name",
                WARNING,
                "The definition does not begin with a name; the topic is called “{what}”.",
                "Put the name on a line of its own above it.",
            ),
            FindingCode(
                "repeated-topic",
                WARNING,
                "“{what}” is defined on line {other} as well.",
                "Keep one of the two definitions.",
            ),
        ),
    ),
    (
        "Golden messages",
        (
            FindingCode(
                "golden-message",
                WARNING,
                "The golden message cannot be read: {reason}.",
                'Write {{"message": …, "scope": "in", "style": …, "targets": [{{"file", '
                '"target"}}]}}.',
            ),
        ),
    ),
    (
        "Briefings",
        (
            FindingCode(
                "briefing-inferred",
                INFO,
                "The page was put into the briefing “{what}” because its text resembles {other}.",
                "Put the pages of a story into one folder, or add `briefing:`.",
            ),
            FindingCode(
                "briefing-of-its-own",
                INFO,
                "The page became the briefing “{what}”: no other loose page resembles it.",
                "Put the pages of a story into one folder, or add `briefing:`.",
            ),
            FindingCode(
                "draft",
                INFO,
                "The page is a draft and not served.",
                "Set `status: live` when it is ready.",
            ),
            FindingCode(
                "embargoed",
                INFO,
                "The page is under embargo until {what} and not served before.",
                "Nothing to do.",
            ),
            FindingCode(
                "expired",
                INFO,
                "The page expired on {what} and is no longer served.",
                "Move `expires`, or delete the page.",
            ),
            FindingCode(
                "never-served",
                WARNING,
                "The page expires on {what}, which is not after its embargo ends ({other}): it is "
                "never served.",
                "Correct `expires` or `embargo`.",
            ),
            FindingCode(
                "more-findings",
                INFO,
                "{size} more findings of the kind “{what}” in this file are not listed.",
                "Mend the first ones and look again.",
            ),
        ),
    ),
)
"""Groups with their headings, in the order of docs/content-format.md."""
