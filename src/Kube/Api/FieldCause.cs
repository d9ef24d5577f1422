namespace Coffer.Kube.Api;

/// <summary>A field that the API server refuses, and why.</summary>
internal sealed record FieldCause(string Field, string Reason, string Message);
