
namespace Coffer.Cli.Template;

/// <summary>What is to be rendered.</summary>
/// <param name="Manifests">File with the manifests; <c>-</c> for standard input.</param>
/// <param name="Secret">File with the secret; <c>-</c> for standard input.</param>
/// <param name="Decode">Values as text.</param>
/// <param name="ExcludeRaw">Leave <c>_raw</c> out, whatever the manifest says.</param>
internal sealed record TemplateJob(string Manifests, string Secret, bool Decode, bool ExcludeRaw)
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The operator's limits, as far as the command line gives them.</summary>
    public IReadOnlyDictionary<LimitOption, string> Limits { get; init; } = new Dictionary<LimitOption, string>();
}
