namespace Coffer.Templates.Re2.Execution;

/// <summary>The threads that wait for the same code point, best first, each at another instruction.</summary>
internal sealed class ThreadList(int instructions)
{
    private readonly int[] _seen = new int[instructions];
    private readonly int[] _waiting = new int[instructions];
    private int[] _slots = [];
    private int _slotCount;
    private int _generation;

    public int Count { get; private set; }

    /// <summary>Room for slots, in numbers of four bytes.</summary>
    public int Capacity => _slots.Length;

    public void Reset(int slotCount)
    {
        _slotCount = slotCount;
        Clear();
    }

    public void Clear()
    {
        Count = 0;
        if (_generation == int.MaxValue)
        {
            Array.Clear(_seen);
            _generation = 0;
        }

        _generation++;
    }

    /// <summary>
    /// Whether an instruction is reached for the first time. Later ways to it are worse ones: this is what keeps the time linear.
    /// </summary>
    public bool Enter(int instruction)
    {
        var first = _seen[instruction] != _generation;
        _seen[instruction] = _generation;
        return first;
    }

    public void Add(int instruction, ReadOnlySpan<int> slots)
    {
        var end = (Count + 1) * _slotCount;
        if (end > _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(end, _slots.Length * 2));
        }

        slots.CopyTo(_slots.AsSpan(Count * _slotCount));
        _waiting[Count++] = instruction;
    }

    public int Instruction(int thread) => _waiting[thread];

    public ReadOnlySpan<int> Slots(int thread) => _slots.AsSpan(thread * _slotCount, _slotCount);
}
