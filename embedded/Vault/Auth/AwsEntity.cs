namespace Coffer.Embedded.Vault.Auth;

/// <summary>What an ARN that STS tells stands for.</summary>
internal sealed record AwsEntity(string Partition, string Account, string Type, string Name, string Session)
{
    /// <summary>What roles are bound to: the IAM role of a session, a user without its path.</summary>
    public string CanonicalArn => $"arn:{Partition}:iam::{Account}:{(Type == "assumed-role" ? "role" : Type)}/{Name}";

    public string DisplayName => Type == "assumed-role" ? $"{Name}/{Session}" : Name;

    /// <summary>Reads it, or says in Vault's words what is wrong with it.</summary>
    public static (AwsEntity? Entity, string? Fault) Parse(string arn)
    {
        if (arn.Split(':') is not ["arn", var partition, "iam" or "sts", _, var account, var resource])
        {
            return (null, $"error parsing arn \"{arn}\": unrecognized arn: contains {arn.Split(':').Length} colon-separated parts, "
                + "expected 6");
        }

        var parts = resource.Split('/');
        return parts switch
        {
            ["assumed-role", var role, var session] => (new AwsEntity(partition, account, parts[0], role, session), null),
            ["user" or "role" or "instance-profile", .., var name] => (new AwsEntity(partition, account, parts[0], name, ""), null),
            _ => (null, $"error parsing arn \"{arn}\": unrecognized principal type: \"{parts[0]}\""),
        };
    }
}
