namespace Coffer.Templates.Re2.Execution;

/// <summary>
/// Follows all ways through a program at once, code point by code point. No instruction is visited twice at a place, so a match costs at
/// most instructions × code points. Serves one match at a time.
/// </summary>
internal sealed class PikeMachine(CompiledProgram program)
{
    private const int StepsPerPayment = 1 << 16;

    /// <summary>Copying so many slots costs about as much as visiting an instruction.</summary>
    private const int SlotsPerStep = 8;

    /// <summary>Leaping over so many bytes costs about as much as visiting an instruction.</summary>
    private const int BytesPerStep = 64;

    /// <summary>A machine with room for more slots than this is not kept.</summary>
    private const int SmallCapacity = 1 << 16;

    private readonly Instruction[] _code = program.Code;
    private readonly PendingWays _pending = new();
    private ThreadList _current = new(program.Code.Length);
    private ThreadList _next = new(program.Code.Length);
    private int[] _working = [];
    private int _slotCount;
    private long _steps;

    /// <summary>Whether it is worth the memory to keep it for the next match.</summary>
    public bool IsSmall => _current.Capacity + _next.Capacity <= SmallCapacity;

    /// <inheritdoc cref="CompiledProgram.Match"/>
    public bool Run(ReadOnlySpan<byte> text, int from, Span<int> slots, IStepBudget? budget)
    {
        Prepare(slots.Length);
        var matched = false;
        for (var at = from; ;)
        {
            if (_current.Count == 0 && (matched || !Seek(text, ref at)))
            {
                break;
            }

            if (!matched && (at == 0 || !program.IsAnchored))
            {
                Begin(text, at);
            }

            var width = 0;
            var rune = at < text.Length ? Utf8.Decode(text, at, out width) : -1;
            matched |= Step(text, at, rune, at + width, slots);
            if (width == 0 || matched && slots.IsEmpty)
            {
                break;
            }

            at += width;
            (_current, _next) = (_next, _current);
            Pay(budget, StepsPerPayment);
        }

        Pay(budget, 1);
        return matched;
    }

    private void Prepare(int slotCount)
    {
        _slotCount = slotCount;
        if (_working.Length < slotCount)
        {
            _working = new int[slotCount];
        }

        _pending.Clear();
        _current.Reset(slotCount);
        _next.Reset(slotCount);
        _steps = 0;
    }

    /// <summary>Goes to the next place where a match may begin; false when there is none.</summary>
    private bool Seek(ReadOnlySpan<byte> text, ref int at)
    {
        if (program.IsAnchored && at != 0)
        {
            return false;
        }

        var rest = text[at..];
        var distance = program.Prefix.Length > 0 ? rest.IndexOf(program.Prefix) : program.First is { } first ? rest.IndexOfAny(first) : 0;
        at += distance;
        _steps += (distance < 0 ? rest.Length : distance) / BytesPerStep;
        return distance >= 0;
    }

    private void Begin(ReadOnlySpan<byte> text, int at)
    {
        var slots = _working.AsSpan(0, _slotCount);
        slots.Fill(-1);
        if (_slotCount > 0)
        {
            slots[0] = at;
        }

        Follow(text, _current, program.Start, at);
    }

    /// <summary>Lets every thread take a code point (-1 behind the last). A match ends all threads that are worse than it.</summary>
    private bool Step(ReadOnlySpan<byte> text, int at, int rune, int next, Span<int> slots)
    {
        _next.Clear();
        for (var thread = 0; thread < _current.Count; thread++)
        {
            _steps++;
            ref readonly var instruction = ref _code[_current.Instruction(thread)];
            if (instruction.Code == OpCode.Match)
            {
                Keep(_current.Slots(thread), slots, at);
                return true;
            }

            if (rune >= 0 && instruction.Takes(rune))
            {
                _current.Slots(thread).CopyTo(_working);
                Follow(text, _next, instruction.Next, next);
            }
        }

        return false;
    }

    private static void Keep(ReadOnlySpan<int> found, Span<int> slots, int end)
    {
        if (!slots.IsEmpty)
        {
            found.CopyTo(slots);
            slots[1] = end;
        }
    }

    /// <summary>
    /// Adds the instructions that wait for a code point and can be reached from one without taking any, in order of preference.
    /// </summary>
    private void Follow(ReadOnlySpan<byte> text, ThreadList list, int start, int place)
    {
        for (var at = start; at >= 0;)
        {
            at = list.Enter(at) ? Visit(text, list, at, place) : -1;
            at = at >= 0 ? at : _pending.Pop(_working);
        }
    }

    /// <summary>Where to go on, or -1 at the end of this way.</summary>
    private int Visit(ReadOnlySpan<byte> text, ThreadList list, int at, int place)
    {
        _steps++;
        ref readonly var instruction = ref _code[at];
        switch (instruction.Code)
        {
            case OpCode.Fork:
                _pending.Push(instruction.Argument);
                return instruction.Next;
            case OpCode.Assert:
                return ((int)Surroundings.At(text, place) & instruction.Argument) != 0 ? instruction.Next : -1;
            case OpCode.Capture:
                Capture(instruction.Argument, place);
                return instruction.Next;
            case OpCode.Nothing:
                return -1;
            default:
                list.Add(at, _working.AsSpan(0, _slotCount));
                _steps += _slotCount / SlotsPerStep;
                return -1;
        }
    }

    private void Capture(int slot, int place)
    {
        if (slot < _slotCount)
        {
            _pending.PushBack(slot, _working[slot]);
            _working[slot] = place;
        }
    }

    private void Pay(IStepBudget? budget, long atLeast)
    {
        if (_steps >= atLeast && budget is not null)
        {
            var steps = _steps;
            _steps = 0;
            budget.Spend(steps);
        }
    }
}
