using System.Text.Json;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>
/// What an activation takes along beside its object, so that its successor neither reads Vault nor looks at the Secret again: its memory
/// but for what a new activation begins with. JSON, so that two releases understand each other. Holds no values.
/// </summary>
internal static class SecretHandOver
{
    public static byte[] Write(SecretMemory memory) =>
        JsonSerializer.SerializeToUtf8Bytes(
            memory with { Since = null, LookedAt = null, Edits = 0 }, SecretHandOverJson.Default.SecretMemory);

    /// <summary>One that was not read since the operator last worked was served until then.</summary>
    public static SecretMemory? Read(byte[] json) => JsonSerializer.Deserialize(json, SecretHandOverJson.Default.SecretMemory) is { } held
        ? held with { LastRead = held.LastRead ?? (held.ServedUntil > DateTimeOffset.MinValue ? held.ServedUntil : null) }
        : null;
}
