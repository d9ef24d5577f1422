using Coffer.Cli.Output;

namespace Coffer.Cli.Status;

/// <summary>How the state of a link is told.</summary>
internal static class LinkWords
{
    /// <summary>In one word, of equal length.</summary>
    public static Piece Of(LinkState state) => state switch
    {
        LinkState.Well => new Piece("ok", Tone.Good),
        LinkState.Waiting => new Piece("waiting", Tone.Doubtful),
        LinkState.Doubtful => new Piece("doubtful", Tone.Doubtful),
        LinkState.Broken => new Piece("BROKEN", Tone.Bad),
        _ => new Piece("unknown", Tone.Faint),
    };
}
