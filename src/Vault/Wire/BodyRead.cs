namespace Coffer.Vault.Wire;

/// <summary>What was read of a body.</summary>
/// <param name="End">How far.</param>
/// <param name="Bytes">All of it; empty when it was not read to its end.</param>
/// <param name="Lease">Room that it takes; null for a small one.</param>
internal sealed record BodyRead(BodyEnd End, ReadOnlyMemory<byte> Bytes, ByteLease? Lease)
{
    public static BodyRead TooLong { get; } = new(BodyEnd.TooLong, default, null);

    public static BodyRead NoRoom { get; } = new(BodyEnd.NoRoom, default, null);

    public override string ToString() => $"{End}";
}
