using System.Buffers;

namespace Coffer.Templates.Re2.Execution;

/// <summary>The bytes that a match can begin with, so that the engine can leap over all others.</summary>
internal static class FirstBytes
{
    private const int FirstBeyondAscii = 0x80;

    /// <summary>The bytes; null when there may be a match without any, or one that begins with almost every byte.</summary>
    public static SearchValues<byte>? Of(Instruction[] code, int start)
    {
        var bytes = new bool[256];
        var (seen, open) = (new bool[code.Length], new Stack<int>([start]));
        while (open.TryPop(out var at))
        {
            if (seen[at])
            {
                continue;
            }

            seen[at] = true;
            if (code[at].Code == OpCode.Match)
            {
                return null;
            }

            Visit(code[at], open, bytes);
        }

        var list = Enumerable.Range(0, 256).Where(value => bytes[value]).Select(value => (byte)value).ToArray();
        return list.Length > FirstBeyondAscii + 64 ? null : SearchValues.Create(list);
    }

    private static void Visit(Instruction instruction, Stack<int> open, bool[] bytes)
    {
        switch (instruction.Code)
        {
            case OpCode.Fork:
                open.Push(instruction.Next);
                open.Push(instruction.Argument);
                break;
            case OpCode.Capture or OpCode.Assert:
                open.Push(instruction.Next);
                break;
            default:
                Take(instruction, bytes);
                break;
        }
    }

    /// <summary>
    /// Beyond ASCII, what an instruction takes is not looked into: any such byte may begin it, also one that is not UTF-8.
    /// </summary>
    private static void Take(Instruction instruction, bool[] bytes)
    {
        for (var rune = 0; rune < FirstBeyondAscii; rune++)
        {
            bytes[rune] |= instruction.Takes(rune);
        }

        var asciiOnly = instruction.Code == OpCode.Rune && instruction.Argument < FirstBeyondAscii
            || instruction is { Code: OpCode.Set, Set.IsAscii: true } || instruction.Code == OpCode.Nothing;
        if (!asciiOnly)
        {
            bytes.AsSpan(FirstBeyondAscii).Fill(true);
        }
    }
}
