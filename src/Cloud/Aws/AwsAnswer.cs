namespace Coffer.Cloud.Aws;

/// <summary>What a service of Amazon answered, whole.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Body">The body, which may hold keys.</param>
/// <param name="MediaType">Type of the body; empty for none.</param>
internal sealed record AwsAnswer(int Status, ReadOnlyMemory<byte> Body, string MediaType)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>What it is, without what it says.</summary>
    public override string ToString() => Body.IsEmpty
        ? "empty body"
        : $"{Body.Length} bytes of {(MediaType.Length == 0 ? "unnamed type" : MediaType)}";
}
