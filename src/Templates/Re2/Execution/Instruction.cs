namespace Coffer.Templates.Re2.Execution;

/// <summary>One instruction of a program; what its fields mean is told by its code.</summary>
internal readonly record struct Instruction(OpCode Code, int Next, int Argument, RuneSet? Set)
{
    /// <summary>Whether an instruction that takes a code point takes this one.</summary>
    public bool Takes(int rune) => Code switch
    {
        OpCode.Rune => rune == Argument,
        OpCode.Set => Set!.Contains(rune),
        OpCode.Any => true,
        OpCode.AnyButNewline => rune != '\n',
        _ => false,
    };
}
