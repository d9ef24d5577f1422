namespace Coffer.Contracts.Resources;

/// <summary>The greatest length, in characters, of one string of a list.</summary>
/// <param name="value">The bound, inclusive.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MaxItemLengthAttribute(int value) : Attribute
{
    /// <summary>The bound, inclusive.</summary>
    public int Value => value;
}
