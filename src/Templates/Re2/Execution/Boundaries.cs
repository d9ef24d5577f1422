namespace Coffer.Templates.Re2.Execution;

/// <summary>What can be asked of a place between two code points.</summary>
[Flags]
internal enum Boundaries
{
    None = 0,
    BeginLine = 1,
    EndLine = 2,
    BeginText = 4,
    EndText = 8,
    Word = 16,
    NoWord = 32,
}
