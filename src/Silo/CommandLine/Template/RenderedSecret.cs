using Coffer.Domain.Rendering;

namespace Coffer.Silo.CommandLine.Template;

/// <summary>A Secret to print. Holds values.</summary>
internal sealed record RenderedSecret(string Name, string Namespace, string Type, SecretData Data);
