namespace Coffer.Contracts.Ports;

/// <summary>A success without a value.</summary>
public sealed record Done
{
    /// <summary>The only one.</summary>
    public static readonly Done Instance = new();
}
