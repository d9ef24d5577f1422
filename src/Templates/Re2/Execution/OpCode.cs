namespace Coffer.Templates.Re2.Execution;

internal enum OpCode : byte
{
    /// <summary>Go on at <see cref="Instruction.Next"/>, and if that does not match at <see cref="Instruction.Argument"/>.</summary>
    Fork,

    /// <summary>Note the place in slot <see cref="Instruction.Argument"/>.</summary>
    Capture,

    /// <summary>Go on where all of <see cref="Instruction.Argument"/>'s <see cref="Boundaries"/> hold.</summary>
    Assert,

    /// <summary>Take the code point <see cref="Instruction.Argument"/>.</summary>
    Rune,

    /// <summary>Take a code point of <see cref="Instruction.Set"/>.</summary>
    Set,
    Any,
    AnyButNewline,
    Nothing,
    Match,
}
