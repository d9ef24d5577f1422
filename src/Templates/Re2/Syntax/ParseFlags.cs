namespace Coffer.Templates.Re2.Syntax;

/// <summary>What <c>(?imsU)</c> turns on.</summary>
[Flags]
internal enum ParseFlags
{
    None = 0,
    FoldCase = 1,
    MultiLine = 2,
    DotNewline = 4,
    Lazy = 8,
}
