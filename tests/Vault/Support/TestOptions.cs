namespace Coffer.Vault.Tests.Support;

/// <summary>How tests call Vault where they do not say otherwise.</summary>
internal static class TestOptions
{
    public static VaultOptions Vault { get; } = new()
    {
        Concurrency = 32,
        TryTimeout = TimeSpan.FromSeconds(10),
        MaxReadBytes = 2 * 1024 * 1024,
        AnswerBytesInFlight = 64 * 1024 * 1024,
        Reach = new(),
    };
}
