namespace Coffer.Templates.Re2.Syntax;

/// <summary>Refuses an expression as soon as it is too large, before it costs memory.</summary>
internal sealed class SizeGuard(PatternReader reader, RegexpLimits limits)
{
    private const int MaxHeight = 1_000;

    /// <summary>Go reckons 40 bytes for an instruction and takes at most 128 MiB.</summary>
    private const long MaxGoSize = (128 << 20) / 40;

    private long _ranges;

    public Node Check(Node node)
    {
        if (node.Size > MaxGoSize)
        {
            throw reader.ErrorOfAll(Fault.Large);
        }

        return node.Height > MaxHeight ? throw reader.ErrorOfAll(Fault.NestingDepth) : node;
    }

    /// <summary>Counts the ranges of a class of the pattern.</summary>
    public void CountRanges(int[] ranges)
    {
        _ranges += ranges.Length / 2;
        if (_ranges > limits.MaxClassRanges)
        {
            throw RegexpException.Limit($"character classes have over {limits.MaxClassRanges} ranges, the limit");
        }
    }

    public void CheckCaptures(int captures)
    {
        if (captures > limits.MaxCaptures)
        {
            throw RegexpException.Limit($"there are over {limits.MaxCaptures} groups that capture, the limit");
        }
    }

    /// <summary>Holds the whole expression against the caller's limit, which may be stricter than Go's.</summary>
    public Node CheckWhole(Node node) => node.Size <= limits.MaxInstructions
        ? node
        : throw RegexpException.Limit($"the expression needs {node.Size} instructions, the limit is {limits.MaxInstructions}");
}
