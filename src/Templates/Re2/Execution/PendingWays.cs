namespace Coffer.Templates.Re2.Execution;

/// <summary>
/// A stack of what is still to be done at a place: an instruction to visit, or a slot to set back to what it was before a
/// capture that has been followed.
/// </summary>
internal sealed class PendingWays
{
    private (int Instruction, int Slot, int Value)[] _ways = new (int, int, int)[16];
    private int _count;

    public void Clear() => _count = 0;

    public void Push(int instruction) => Push((instruction, -1, 0));

    public void PushBack(int slot, int value) => Push((-1, slot, value));

    /// <summary>The next instruction to visit, setting slots back on the way to it; -1 when nothing is left.</summary>
    public int Pop(int[] slots)
    {
        while (_count > 0)
        {
            var (instruction, slot, value) = _ways[--_count];
            if (slot < 0)
            {
                return instruction;
            }

            slots[slot] = value;
        }

        return -1;
    }

    private void Push((int Instruction, int Slot, int Value) way)
    {
        if (_count == _ways.Length)
        {
            Array.Resize(ref _ways, _count * 2);
        }

        _ways[_count++] = way;
    }
}
