namespace Coffer.Templates.Calls;

/// <summary>
/// What went oddly in a rendering without being an error in Go: a function that yields something for nonsense, a value that is not there.
/// Names places and functions, never values; few, and each once.
/// </summary>
internal sealed class Remarks
{
    private const int Most = 8;
    private readonly List<string> _told = [];

    /// <summary>What the function that runs has to say; the executor adds where it is called.</summary>
    private string? _pending;

    /// <summary>All of them, in the order of the rendering.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>A function says what it does with its arguments.</summary>
    public void Note(string what) => _pending = what;

    /// <summary>Takes what the function has said.</summary>
    public string? Take()
    {
        var what = _pending;
        _pending = null;
        return what;
    }

    /// <summary>Tells it with its place.</summary>
    public void Add(string place, string what)
    {
        if (_told.Count < Most && $"{place}: {what}" is var remark && !_told.Contains(remark))
        {
            _told.Add(remark);
        }
    }
}
