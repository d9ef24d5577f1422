namespace Coffer.Bench.Report;

/// <summary>A count that was promised, and the one that the servers gave.</summary>
internal sealed record Expectation(string Phase, string What, string Promised, string Counted, bool Holds)
{
    public static Expectation Exactly(string phase, string what, long promised, long counted) =>
        new(phase, what, $"{promised:N0}", $"{counted:N0}", promised == counted);

    public static Expectation AtMost(string phase, string what, long promised, long counted) =>
        new(phase, what, $"≤ {promised:N0}", $"{counted:N0}", counted <= promised);

    public static Expectation Between(string phase, string what, long least, long most, long counted) =>
        new(phase, what, $"{least:N0} to {most:N0}", $"{counted:N0}", counted >= least && counted <= most);
}
