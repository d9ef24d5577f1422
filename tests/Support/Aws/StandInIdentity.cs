namespace Coffer.Tests.Support.Aws;

/// <summary>Whose access key it is.</summary>
/// <param name="SecretKey">The key.</param>
/// <param name="SessionToken">Token without which it is not taken; empty for a lasting key.</param>
/// <param name="Arn">ARN as GetCallerIdentity tells it.</param>
internal sealed record StandInIdentity(string SecretKey, string SessionToken, string Arn);
