namespace Coffer.Templates.Execution;

/// <summary>The variables of all templates being executed, innermost last. A template sees its own alone: those from its base on.</summary>
internal sealed class Scope
{
    private Variable[] _variables = new Variable[4];

    public int Count { get; private set; }

    public void Push(string name, Operand value)
    {
        if (Count == _variables.Length)
        {
            Array.Resize(ref _variables, 2 * Count);
        }

        _variables[Count++] = new Variable(name, value);
    }

    public void Pop(int count)
    {
        _variables.AsSpan(count, Count - count).Clear();
        Count = count;
    }

    /// <summary>The variable declared last under a name; false if there is none.</summary>
    public bool TryGet(string name, int from, out Operand value)
    {
        var found = Find(name, from);
        value = found < 0 ? default : _variables[found].Value;
        return found >= 0;
    }

    public bool TrySet(string name, int from, Operand value)
    {
        var found = Find(name, from);
        if (found >= 0)
        {
            _variables[found] = new Variable(name, value);
        }

        return found >= 0;
    }

    /// <summary>Gives the variable at a distance from the top a new value.</summary>
    public void SetTop(int distance, Operand value) => _variables[Count - distance] = _variables[Count - distance] with { Value = value };

    private int Find(string name, int from)
    {
        for (var index = Count - 1; index >= from; index--)
        {
            if (_variables[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    private readonly record struct Variable(string Name, Operand Value);
}
