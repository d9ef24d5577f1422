namespace Coffer.Embedded.Vault.Faults;

/// <summary>What goes wrong instead of (or, for a delay, before) the answer.</summary>
public abstract record FaultAction
{
    private FaultAction()
    {
    }

    /// <summary>A status with <c>{"errors":[...]}</c>.</summary>
    /// <param name="Status">For example 403, 404, 412, 429, 472, 473, 500, 502, 503.</param>
    /// <param name="Texts">The texts; may be empty.</param>
    public sealed record Errors(int Status, params IReadOnlyList<string> Texts) : FaultAction;

    /// <summary>Waits, then answers as usual.</summary>
    /// <param name="Time">How long, by the server's clock.</param>
    public sealed record Delay(TimeSpan Time) : FaultAction;

    /// <summary>Never answers; ends when the client or the server goes.</summary>
    public sealed record Hang : FaultAction;

    /// <summary>Cuts the connection.</summary>
    public sealed record Abort : FaultAction;

    /// <summary>200 and JSON that stops in the middle.</summary>
    public sealed record TruncatedJson : FaultAction;

    /// <summary>A web page, as proxies send.</summary>
    /// <param name="Status">For example 200 or 502.</param>
    public sealed record Html(int Status) : FaultAction;

    /// <summary>200 and a body of valid JSON of this size.</summary>
    /// <param name="Bytes">The size; 100 MB by default.</param>
    public sealed record HugeBody(long Bytes = 100_000_000) : FaultAction;

    /// <summary>200 with nothing in it.</summary>
    public sealed record EmptyBody : FaultAction;

    /// <summary>200 and an envelope whose <c>data</c> is <c>{}</c>.</summary>
    public sealed record EmptyData : FaultAction;

    /// <summary>307 to another place.</summary>
    /// <param name="Location">Where to.</param>
    public sealed record Redirect(Uri Location) : FaultAction;

    /// <summary>Any answer at all.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ContentType">The content type.</param>
    /// <param name="Body">The body.</param>
    public sealed record Raw(int Status, string ContentType, string Body) : FaultAction;
}
