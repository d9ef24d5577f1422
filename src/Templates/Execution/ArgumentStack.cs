using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>Arguments of the calls under way, innermost last, so that a call needs no array of its own.</summary>
internal sealed class ArgumentStack
{
    private Operand[] _operands = new Operand[4];
    private Value?[] _values = new Value?[4];

    public int Count { get; private set; }

    public void Push(Operand operand)
    {
        if (Count == _operands.Length)
        {
            Array.Resize(ref _operands, 2 * Count);
        }

        _operands[Count++] = operand;
    }

    public ReadOnlySpan<Operand> From(int start) => _operands.AsSpan(start, Count - start);

    /// <summary>
    /// The values alone, in an array that is used again by the next call: bodies call nothing, so no two need it at a time.
    /// </summary>
    public Value?[] Values(int start)
    {
        if (_values.Length < Count - start)
        {
            _values = new Value?[2 * (Count - start)];
        }

        for (var index = start; index < Count; index++)
        {
            _values[index - start] = _operands[index].Value;
        }

        return _values;
    }

    public void Pop(int count)
    {
        _operands.AsSpan(count, Count - count).Clear();
        Count = count;
    }
}
