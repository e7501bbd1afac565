//! The catalogue of diagnostics. A number is never used again for another meaning.
//!
//! `L00xx` site and configuration, `L01xx` front matter, `L02xx` body and references, `L03xx`
//! addresses and translations, `L04xx` theme and templates, `L05xx` events and talks, `L06xx`
//! decks, `L07xx` rehearsals.

use super::{Code, Severity};

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $summary:literal;)*) => {
        $(#[doc = $summary] pub const $name: Code = Code { id: $id, severity: Severity::$severity, summary: $summary };)*
        /// Every code, by number.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    UNREADABLE = "L0001" Error "a file or folder cannot be read";
    INVALID_UTF8 = "L0002" Error "a text file is not UTF-8";
    NO_CONFIG = "L0003" Error "there is no lutrin.yaml at the site's root";
    BAD_CONFIG = "L0004" Error "a value of lutrin.yaml cannot be used";
    LINK_LOOP = "L0005" Error "symbolic links go round in a circle or lead out of the site";
    TOO_LARGE = "L0007" Error "a file is larger than Lutrin reads";
    UNUSED_FILE = "L0008" Warning "a picture that nothing shows";
    CONFLICT = "L0009" Error "the marks of a conflict that git left in a file";
    BAD_YAML = "L0101" Error "YAML that cannot be read";
    UNKNOWN_KEY = "L0102" Error "a key that nothing reads";
    WRONG_TYPE = "L0103" Error "a value of another type than its key takes";
    BAD_DATE = "L0104" Error "a date that is not ISO 8601, or not in the calendar";
    MISSING_KEY = "L0105" Error "a key that this kind of page needs is not there";
    UNCLOSED_FRONT_MATTER = "L0106" Error "front matter that is never closed";
    UNKNOWN_PERSON = "L0107" Warning "an id that people.yaml does not have";
    DUPLICATE_KEY = "L0108" Error "a key that stands twice in one mapping, or an attribute of one heading or slide";
    BAD_VALUE = "L0109" Error "a value that its key cannot take";
    NEARLY_KNOWN = "L0110" Warning "a name that is nearly that of a known tag, series or person";
    LIST_AS_TEXT = "L0112" Warning "several values that are read as one";
    CUT_BY_COMMENT = "L0114" Warning "a text that YAML ends at a number sign";
    UPDATED_TOO_EARLY = "L0120" Warning "a revision before the first publication";
    DUPLICATE_PART = "L0121" Warning "two posts that are the same part of a series";
    UNKNOWN_TIME_ZONE = "L0151" Error "a time zone that the IANA database does not have";
    BROKEN_LINK = "L0201" Error "a link to a page or file that is not there";
    MISSING_ANCHOR = "L0202" Error "a link to an anchor that its page does not have";
    MISSING_IMAGE = "L0203" Error "an image that is not there";
    UNDEFINED_REFERENCE = "L0204" Warning "a reference or footnote that is never defined";
    UNCLOSED_DIV = "L0205" Error "a fenced div that is not closed where it was opened";
    STRAY_DIV = "L0206" Error "a closing ::: without an open div";
    DUPLICATE_ID = "L0207" Error "an id that stands twice on one page";
    LINK_TO_DRAFT = "L0208" Error "a link from a published page to one that is left out";
    MISSING_ALT = "L0209" Warning "an image without an alternative text";
    SECOND_H1 = "L0210" Warning "a heading of level 1 in a body, where the title is already one";
    BAD_DIV = "L0211" Error "the attributes of a fenced div cannot be read";
    UNUSED_FOOTNOTE = "L0212" Warning "a footnote that nothing refers to";
    UNKNOWN_CODE_LANGUAGE = "L0213" Warning "a code block in a language that cannot be highlighted";
    EXTERNAL_IMAGE = "L0214" Warning "an image from another site";
    UNCLOSED_COMMENT = "L0215" Error "a comment that does not end in the block that it begins in";
    UNMEASURED_IMAGE = "L0216" Warning "an image whose size cannot be read";
    HUGE_IMAGE = "L0217" Warning "an image of too many pixels to be made smaller";
    BAD_IMAGE = "L0218" Warning "an image that cannot be decoded";
    UNKNOWN_ATTRIBUTE = "L0221" Error "an attribute that an embed does not take";
    MISSING_ATTRIBUTE = "L0222" Error "an embed without something that it needs";
    BAD_ATTRIBUTE = "L0223" Error "a value that an attribute of an embed cannot take";
    UNKNOWN_PLAYER = "L0224" Warning "a video of a site whose player is not known";
    BAD_CODE_LOOK = "L0225" Warning "a code block that asks for what cannot be given";
    BAD_MATH = "L0226" Error "a formula that cannot be read";
    UNCLOSED_ELEMENT = "L0227" Warning "an element of HTML that is not closed in the block it is in";
    STRAY_ELEMENT = "L0228" Warning "an end tag of HTML that closes nothing";
    NOT_A_LINK = "L0229" Warning "a link or an image that stays text, or that nobody can click";
    NOT_A_HEADING = "L0231" Warning "a line of number signs that is no heading";
    EMPTY_HEADING = "L0232" Warning "a heading that says nothing";
    UNCLOSED_CODE = "L0233" Warning "a block of code whose fence is not closed";
    NEARLY_A_DIV = "L0235" Warning "a div whose name is nearly one that means something";
    NOT_AN_ALERT = "L0237" Warning "an alert of an unknown kind, or one that stays plain text";
    OTHER_TOOL = "L0239" Warning "a mark of another tool that is printed as it stands";
    BAD_TABLE = "L0241" Warning "a table without a sound rule, or a cell that it has no column for";
    BAD_IMAGE_ATTRIBUTE = "L0243" Warning "an attribute that an image does not take, or a value that it cannot have";
    DISCLOSED = "L0271" Warning "a published picture that still tells of a place, a camera or a person";
    UNSHOWN_IMAGE = "L0273" Error "an image in a format that browsers do not show";
    HEAVY_IMAGE = "L0275" Warning "an image that is heavy to load";
    ACTIVE_DRAWING = "L0277" Warning "a drawing with a script, or one that loads other files";
    BAD_HEADING_ATTRIBUTE = "L0291" Warning "an attribute that a heading does not take";
    MARKDOWN_IN_HTML = "L0293" Warning "Markdown in a block of HTML, where it is printed as it stands";
    LOOSE_EMPHASIS = "L0295" Warning "asterisks that set nothing in bold";
    NOT_A_FORMULA = "L0297" Warning "a formula that stays text, because of its signs or because formulas are off";
    NOT_A_LIST = "L0299" Warning "lines that are nearly a list";
    DUPLICATE_ADDRESS = "L0301" Error "two files with one address";
    UNKNOWN_LANGUAGE = "L0302" Error "a file in a language that lutrin.yaml does not have";
    NO_LANGUAGE = "L0303" Error "a file whose name has no language";
    EMPTY_SLUG = "L0304" Error "a name that leaves nothing for an address";
    DUPLICATE_TRANSLATION = "L0305" Error "two files that are the same page in the same language";
    RESERVED_ADDRESS = "L0306" Error "an address that Lutrin needs for itself";
    LOST_SOURCE = "L0311" Warning "a translation of a page that is not there";
    DUPLICATE_TERM = "L0312" Error "two terms with one name or address";
    SHARED_SLUG = "L0314" Warning "two names that would have one address, and are not said to be one";
    UNKNOWN_PAGE_LANGUAGE = "L0380" Error "a page that is made for a language that lutrin.yaml does not have";
    LANGUAGES_DIFFER = "L0382" Warning "a page in a language that it says it is not made for";
    TEMPLATE_ERROR = "L0401" Error "a template that cannot be read or rendered";
    MISSING_TEMPLATE = "L0402" Error "a theme without a template that it needs";
    UNKNOWN_THEME = "L0403" Error "a theme that is neither embedded nor in themes/";
    BAD_STRINGS = "L0404" Error "strings of a theme that cannot be read";
    NO_STRINGS = "L0405" Warning "a language that the theme has no strings for, or not all";
    BAD_FONT = "L0406" Error "a font file that is not there or cannot be read";
    NO_GLYPH = "L0407" Warning "a title or a name with letters that the fonts of social cards do not have";
    CANNOT_JOIN = "L0408" Error "a part of a joined script that requires what it cannot";
    UNUSED_TEMPLATE = "L0410" Warning "a template that nothing uses";
    UNKNOWN_STRING = "L0412" Warning "a string of a theme that nothing asks for";
    UNFILLED_PLACEHOLDER = "L0495" Warning "a placeholder in a string of a theme that nothing fills";
    ODD_PLURAL = "L0496" Warning "plural forms of a string that do not fit its language";
    MISSING_STYLE_FILE = "L0497" Warning "a file that a style sheet loads and that is not there";
    EXTERNAL_STYLE_FILE = "L0498" Warning "a file that a style sheet loads from another site";
    UNKNOWN_EVENT = "L0501" Error "an event that is not there";
    UNKNOWN_TALK = "L0502" Error "a talk that is not there";
    UNKNOWN_EVENT_SERIES = "L0503" Error "a series of events that series.yaml does not have";
    UNKNOWN_SESSION = "L0504" Error "a session or track that the event does not have";
    SESSION_LEFT_OUT = "L0505" Warning "notes of a session that the recap of the event shows nowhere";
    NOTHING_GATHERED = "L0506" Warning "`::: sessions` or `::: talks` that is missing, or that gathers nothing";
    AMBIGUOUS_PERSON = "L0507" Warning "a person written in a way that can be read differently";
    EVENT_WITHOUT_FOLDER = "L0511" Warning "an event of a talk that is named like a folder, where there is none";
    BUDGETS_DIFFER = "L0512" Warning "an outline or a deck whose budgets do not add up to its slot";
    OTHER_CLOCK = "L0551" Warning "a time that the clocks of the event's place do not show";
    ZONES_DIFFER = "L0552" Warning "a translation of an event in another time zone than its original";
    OUTSIDE_EVENT = "L0553" Warning "a session on a day that its event does not have";
    UNKNOWN_SLIDE_ATTRIBUTE = "L0601" Warning "an attribute that a slide does not take";
    BAD_SLIDE_ATTRIBUTE = "L0602" Error "a value that an attribute of a slide cannot take";
    UNKNOWN_VARIANT = "L0603" Error "a variant of a deck that its front matter does not have";
    EMPTY_SLIDE = "L0604" Warning "a slide that shows nothing, or a deck without slides";
    SECOND_BACKGROUND = "L0605" Warning "a second background, where a slide shows one";
    DECK_WITHOUT_TALK = "L0606" Warning "a deck in a folder without a talk";
    NO_EQUIVALENT = "L0607" Warning "something of another tool's deck that Lutrin has no equivalent for";
    SLIDE_OVERFLOWS = "L0611" Warning "a slide that holds more than its frame shows, even in its smallest size";
    MISSING_PART = "L0621" Warning "a file that a deck names, and that cannot be joined to it";
    TEXT_AS_YAML = "L0622" Warning "lines that a tool takes for YAML, and does not show";
    NAMED_NOWHERE = "L0623" Warning "a file of slides beside a deck that no slide names";
    FOREIGN_SETTING = "L0631" Note "a setting of another tool that changes nothing on a slide";
    UNSURE_DIALECT = "L0632" Warning "a deck that may be another tool's than it is read as";
    COMMENTS_WITHOUT_NOTES = "L0633" Warning "a deck with comments, which nobody sees, and without speaker notes";
    ONE_LONG_SLIDE = "L0634" Warning "a deck of one slide with many headings";
    FOREIGN_HTML = "L0641" Warning "HTML that would load something of another site";
    ENDS_WITH_SLIDE = "L0642" Warning "HTML of another tool's deck that is not closed in its slide";
    NO_DRAWING_TOOL = "L0643" Warning "drawings whose tool is not there";
    BAD_DRAWING = "L0644" Warning "a drawing that its tool cannot make";
    ABSENT_IN_DECK = "L0649" Warning "something that a deck of another tool leads to, and that is not there";
    NOTE_IN_TEXT = "L0680" Warning "a `Note:` within a paragraph of a deck that writes its notes otherwise";
    PUBLISHED_NOTES = "L0695" Error "speaker notes behind a sign that begins none here";
    NEARLY_A_CLASS = "L0696" Warning "a class in a deck, or a word of its tool, that nearly means something";
    BAD_RUN = "L0701" Warning "something in a rehearsal that cannot be read";
    RUN_CUT_OFF = "L0702" Warning "a rehearsal that is not there to its end";
    RUN_CONFLICT = "L0703" Warning "a rehearsal with the conflict marks of git";
    RUN_OF_LATER_VERSION = "L0704" Warning "a rehearsal that a later version of Lutrin wrote";
    RUN_CLOCK = "L0705" Warning "times of a rehearsal that cannot be";
    RUN_SLIDE = "L0706" Warning "a visit of a slide that its rehearsal does not list";
    RUN_OUT_OF_PLACE = "L0707" Warning "a rehearsal of no talk, or one that says otherwise than its name";
    RUN_TWICE = "L0708" Warning "a rehearsal that stands in two files";
    RUN_WITHOUT_SLIDES = "L0709" Warning "a rehearsal of a variant or a language that its talk has no slides for";
}
