namespace Coffer.Tests.Support.Aws;

/// <summary>An IAM role that trusts tokens.</summary>
/// <param name="Audience">Audience that a token must have.</param>
/// <param name="Subject">Subject that a token must have.</param>
internal sealed record StandInRole(string Audience, string Subject);
