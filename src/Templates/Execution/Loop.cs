using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>A <c>range</c> under way: what it goes over, and where it is.</summary>
internal abstract class Loop(BranchNode node)
{
    public BranchNode Node { get; } = node;

    /// <summary>How many variables there are between two rounds.</summary>
    public int Mark { get; set; }

    /// <summary>Goes on to the next element; false after the last.</summary>
    public abstract bool MoveNext(out Operand index, out Operand element);

    /// <summary>A loop over a value that has elements; none if it has none.</summary>
    public static Loop? Over(Value value, BranchNode node) => value switch
    {
        SliceValue { Count: > 0 } slice => new SliceLoop(slice, node),
        MapValue { Count: > 0 } map => new MapLoop(map, node),
        IntValue { Number: > 0 } integer => new CountLoop(integer.Number, number => new IntValue(number, integer.Type), node),
        UintValue { Number: > 0 } integer =>
            new CountLoop((long)Math.Min(integer.Number, long.MaxValue), number => new UintValue((ulong)number, integer.Type), node),
        _ => null,
    };

    /// <summary>Whether a value is of a kind that can be gone over.</summary>
    public static bool CanGoOver(Value value) => value is SliceValue or MapValue or IntValue or UintValue;

    private sealed class SliceLoop(SliceValue slice, BranchNode node) : Loop(node)
    {
        private int _next;

        public override bool MoveNext(out Operand index, out Operand element)
        {
            if (_next >= slice.Count)
            {
                index = element = default;
                return false;
            }

            index = Operand.Of(IntValue.Int(_next));
            element = Operand.Declared(slice[_next++], slice.Type.Element!);
            return true;
        }
    }

    /// <summary>Over keys in order, with the values of the beginning: a template may change the map meanwhile.</summary>
    private sealed class MapLoop : Loop
    {
        private readonly (string Key, Value? Value)[] _entries;
        private readonly GoType _element;
        private int _next;

        public MapLoop(MapValue map, BranchNode node)
            : base(node)
        {
            var keys = map.SortedKeys();
            _element = map.Type.Element!;
            _entries = new (string, Value?)[keys.Length];
            for (var index = 0; index < keys.Length; index++)
            {
                map.TryGet(keys[index], out var value);
                _entries[index] = (keys[index], value);
            }
        }

        public override bool MoveNext(out Operand index, out Operand element)
        {
            if (_next >= _entries.Length)
            {
                index = element = default;
                return false;
            }

            var (key, value) = _entries[_next++];
            index = Operand.Of(StringValue.Of(key));
            element = Operand.Declared(value, _element);
            return true;
        }
    }

    private sealed class CountLoop(long count, Func<long, Value> of, BranchNode node) : Loop(node)
    {
        private long _next;

        public override bool MoveNext(out Operand index, out Operand element)
        {
            index = default;
            element = _next < count ? Operand.Of(of(_next)) : default;
            return _next++ < count;
        }
    }
}
