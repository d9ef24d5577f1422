namespace Coffer.Embedded.Vault.Policies;

/// <summary>A rule path with a trailing <c>*</c>, <c>+</c> segments, or both; compares by Vault's priority, the strongest first.</summary>
internal sealed class PathPattern : IComparable<PathPattern>
{
    private readonly string[] _segments;

    public PathPattern(string text)
    {
        Text = text;
        IsGlob = text.EndsWith('*');
        Stem = IsGlob ? text[..^1] : text;
        _segments = Stem.Split('/');
        Wildcards = _segments.Count(s => s == "+");
        var plus = FirstPlus();
        FirstWildcard = plus >= 0 ? plus : Stem.Length;
    }

    public string Text { get; }

    public string Stem { get; }

    public bool IsGlob { get; }

    public int Wildcards { get; }

    public int FirstWildcard { get; }

    public static bool IsPattern(string path) => path.EndsWith('*') || path.Split('/').Contains("+");

    public bool Matches(string path)
    {
        if (Wildcards == 0)
        {
            return path.StartsWith(Stem, StringComparison.Ordinal);
        }

        var parts = path.Split('/');
        if (parts.Length < _segments.Length || (!IsGlob && parts.Length != _segments.Length))
        {
            return false;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            var last = IsGlob && i == _segments.Length - 1;
            if (_segments[i] != "+" && _segments[i] != parts[i] && !(last && parts[i].StartsWith(_segments[i], StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether some path below <paramref name="prefix"/> could match.</summary>
    public bool ReachesInto(string prefix)
    {
        var parts = prefix.TrimEnd('/').Split('/');
        for (var i = 0; i < Math.Min(parts.Length, _segments.Length); i++)
        {
            var last = IsGlob && i == _segments.Length - 1;
            if (_segments[i] != "+" && _segments[i] != parts[i] && !(last && parts[i].StartsWith(_segments[i], StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return IsGlob || _segments.Length > parts.Length;
    }

    public int CompareTo(PathPattern? other)
    {
        if (other is null)
        {
            return -1;
        }

        var order = other.FirstWildcard.CompareTo(FirstWildcard);
        order = order != 0 ? order : IsGlob.CompareTo(other.IsGlob);
        order = order != 0 ? order : Wildcards.CompareTo(other.Wildcards);
        order = order != 0 ? order : other.Text.Length.CompareTo(Text.Length);
        return order != 0 ? order : string.CompareOrdinal(other.Text, Text);
    }

    private int FirstPlus()
    {
        var at = 0;
        foreach (var segment in _segments)
        {
            if (segment == "+")
            {
                return at;
            }

            at += segment.Length + 1;
        }

        return -1;
    }
}
