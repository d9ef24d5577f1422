namespace Coffer.Domain.Secrets;

/// <summary>Values of <c>status.snapshot.phase</c>.</summary>
internal static class Phases
{
    public const string Synced = "Synced";
    public const string Failing = "Failing";
}
