namespace Coffer.Domain.Feeds;

/// <summary>A UID in 16 bytes where it is the usual lower-case GUID (a string of it has 96); any other text as it is.</summary>
internal readonly struct CompactUid
{
    private readonly Guid _guid;
    private readonly string? _other;

    public CompactUid(string uid)
    {
        if (!Guid.TryParseExact(uid, "D", out _guid) || !Matches(uid))
        {
            _other = uid;
        }
    }

    public override string ToString() => _other ?? _guid.ToString("D");

    private bool Matches(string uid)
    {
        Span<char> text = stackalloc char[36];
        return _guid.TryFormat(text, out _, "D") && text.SequenceEqual(uid);
    }
}
