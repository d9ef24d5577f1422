namespace Coffer.Contracts.Resources;

/// <summary>The least number that the schema takes.</summary>
/// <param name="value">The bound, inclusive.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MinimumAttribute(long value) : Attribute
{
    /// <summary>The bound, inclusive.</summary>
    public long Value => value;
}
