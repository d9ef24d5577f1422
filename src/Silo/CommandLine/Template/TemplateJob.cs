namespace Coffer.Silo.CommandLine.Template;

/// <summary>What is to be rendered.</summary>
/// <param name="Manifests">File with the manifests; <c>-</c> for standard input.</param>
/// <param name="Secret">File with the secret; <c>-</c> for standard input.</param>
/// <param name="Decode">Values as text.</param>
/// <param name="ExcludeRaw">Leave <c>_raw</c> out, whatever the manifest says.</param>
internal sealed record TemplateJob(string Manifests, string Secret, bool Decode, bool ExcludeRaw)
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";
}

/// <summary>Where the command reads and writes.</summary>
internal sealed record TemplateStreams(TextReader In, TextWriter Out, TextWriter Error);
