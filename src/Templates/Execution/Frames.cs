namespace Coffer.Templates.Execution;

/// <summary>
/// The lists of nodes being executed, each inside the one before. A stack of its own: templates may call each other 100,000 deep, which no
/// thread's stack would bear.
/// </summary>
internal sealed class Frames
{
    private Frame[] _frames = new Frame[4];

    public int Depth { get; private set; }

    /// <summary>The innermost one.</summary>
    public ref Frame Top => ref _frames[Depth - 1];

    public void Push(Frame frame)
    {
        if (Depth == _frames.Length)
        {
            Array.Resize(ref _frames, 2 * Depth);
        }

        _frames[Depth++] = frame;
    }

    public void Pop()
    {
        Top = default;
        Depth--;
    }
}
