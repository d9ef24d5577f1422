namespace Coffer.Domain.Rendering;

/// <summary>
/// Orders strings by the bytes of their UTF-8, as Go sorts map keys; ordinal order of UTF-16 differs for characters beyond U+FFFF.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan().EnumerateRunes();
        var right = y.AsSpan().EnumerateRunes();
        while (true)
        {
            var (more, other) = (left.MoveNext(), right.MoveNext());
            if (!more || !other)
            {
                return more.CompareTo(other);
            }

            if (left.Current != right.Current)
            {
                return left.Current.Value.CompareTo(right.Current.Value);
            }
        }
    }
}
