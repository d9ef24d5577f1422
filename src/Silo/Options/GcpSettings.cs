namespace Coffer.Silo.Options;

/// <summary>Where the services of Google Cloud are that logins by <c>gcp</c> ask.</summary>
/// <param name="Sts">Security Token Service.</param>
/// <param name="Iam">IAM Service Account Credentials API.</param>
/// <param name="Metadata">Metadata server of the node.</param>
internal sealed record GcpSettings(Uri Sts, Uri Iam, Uri Metadata);
