namespace Coffer.Embedded.Vault.Core;

/// <summary>Sealed or not, under one key of one share as in dev mode.</summary>
internal sealed class SealState(bool initialized)
{
    private volatile bool _sealed = !initialized;

    public bool Initialized => initialized;

    public bool IsSealed => _sealed;

    public string Key { get; } = Ids.Hex(32);

    public void Seal() => _sealed = true;

    public void Open() => _sealed = !initialized;

    /// <summary>Whether the key, in hex or base64, is the right one.</summary>
    public bool Fits(string key)
    {
        var bytes = new byte[key.Length];
        return key.Equals(Key, StringComparison.OrdinalIgnoreCase)
            || (Convert.TryFromBase64String(key, bytes, out var length) && Convert.ToHexStringLower(bytes.AsSpan(0, length)) == Key);
    }
}
