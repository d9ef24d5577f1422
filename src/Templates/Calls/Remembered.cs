namespace Coffer.Templates.Calls;

/// <summary>
/// What one rendering has read from texts that come up again and again in loops, such as patterns. It ends with the rendering: the texts
/// may be secret, so nothing may keep them longer.
/// </summary>
internal sealed class Remembered<T>
    where T : class
{
    private const int Most = 64;
    private Dictionary<string, T>? _known;

    /// <summary>What was kept of a text.</summary>
    public T? Find(string text) => _known?.GetValueOrDefault(text);

    /// <summary>Keeps what a text means; with too many of them it starts over.</summary>
    public T Keep(string text, T meaning)
    {
        _known ??= new(StringComparer.Ordinal);
        if (_known.Count == Most)
        {
            _known.Clear();
        }

        return _known[text] = meaning;
    }
}
