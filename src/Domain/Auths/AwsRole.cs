using System.Globalization;
using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>The IAM role that a ServiceAccount stands for, by the annotations that EKS gives them.</summary>
/// <param name="Arn">ARN of the role.</param>
/// <param name="Audience">Audience of the token that the role trusts.</param>
/// <param name="ExpirationSeconds">Life of the token.</param>
public sealed record AwsRole(string Arn, string Audience, long ExpirationSeconds)
{
    /// <summary>The annotation that makes a ServiceAccount stand for a role.</summary>
    public const string ArnAnnotation = "eks.amazonaws.com/role-arn";

    private const string AudienceAnnotation = "eks.amazonaws.com/audience";
    private const string ExpirationAnnotation = "eks.amazonaws.com/token-expiration";
    private const string DefaultAudience = "sts.amazonaws.com";
    private const long DefaultExpiration = 86400;
    private const int MaxArn = 2048;

    /// <summary>Reads the annotations of a ServiceAccount.</summary>
    public static Outcome<AwsRole> Read(ObjectKey account, IReadOnlyDictionary<string, string> annotations)
    {
        if (annotations.GetValueOrDefault(ArnAnnotation)?.Trim() is not { Length: > 0 } arn)
        {
            return new Failure(FailureKind.Misconfigured, $"ServiceAccount {account} has no annotation {ArnAnnotation}");
        }

        if (!arn.StartsWith("arn:", StringComparison.Ordinal) || arn.Length > MaxArn)
        {
            return new Failure(FailureKind.Misconfigured,
                $"the annotation {ArnAnnotation} of ServiceAccount {account} is '{ShortText.Name(arn)}', which is no ARN");
        }

        var expiration = annotations.GetValueOrDefault(ExpirationAnnotation);
        var seconds = DefaultExpiration;
        return expiration is not null && !long.TryParse(expiration, NumberStyles.None, CultureInfo.InvariantCulture, out seconds)
            ? new Failure(FailureKind.Misconfigured,
                $"the annotation {ExpirationAnnotation} of ServiceAccount {account} is '{ShortText.Name(expiration)}', which is no "
                + "number of seconds")
            : new AwsRole(arn, annotations.GetValueOrDefault(AudienceAnnotation) is { Length: > 0 } audience ? audience : DefaultAudience,
                seconds);
    }
}
