namespace Coffer.Templates.Re2.Syntax;

internal enum NodeKind
{
    Empty,
    Literal,
    Class,
    AnyButNewline,
    Any,
    BeginLine,
    EndLine,
    BeginText,
    EndText,
    WordBoundary,
    NoWordBoundary,
    Capture,
    Star,
    Plus,
    Optional,
    Repeat,
    Concat,
    Alternate,
}
