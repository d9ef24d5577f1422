namespace Coffer.Cli.Template;

/// <summary>Where the command reads and writes.</summary>
internal sealed record TemplateStreams(TextReader In, TextWriter Out, TextWriter Error);
