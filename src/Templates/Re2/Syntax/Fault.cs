namespace Coffer.Templates.Re2.Syntax;

/// <summary>Go's words for what is wrong with a pattern.</summary>
internal static class Fault
{
    public const string CharRange = "invalid character class range";
    public const string Escape = "invalid escape sequence";
    public const string NamedCapture = "invalid named capture";
    public const string PerlSyntax = "invalid or unsupported Perl syntax";
    public const string NestedRepeat = "invalid nested repetition operator";
    public const string RepeatCount = "invalid repeat count";
    public const string InvalidUtf8 = "invalid UTF-8";
    public const string MissingBracket = "missing closing ]";
    public const string MissingParen = "missing closing )";
    public const string MissingRepeatArgument = "missing argument to repetition operator";
    public const string TrailingBackslash = "trailing backslash at end of expression";
    public const string UnexpectedParen = "unexpected )";
    public const string NestingDepth = "expression nests too deeply";
    public const string Large = "expression too large";
}
