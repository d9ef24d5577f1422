using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Methods;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths;

/// <summary>
/// The identity that a cloud gives to the operator itself. Whoever may log in with it is to Vault what the operator is, so a VaultAuth
/// outside of the operator's namespace may only where the operator says so.
/// </summary>
public static class AmbientIdentity
{
    /// <summary>The setting that messages name.</summary>
    public const string Option = "--ambient-aws-credentials (COFFER_AMBIENT_AWS_CREDENTIALS)";

    /// <summary>What keeps a VaultAuth from it.</summary>
    /// <param name="key">The VaultAuth.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="operatorNamespace">Where the operator runs.</param>
    /// <param name="allowed">The setting.</param>
    public static IEnumerable<SpecError> Flaws(ObjectKey key, VaultAuthSpec spec, string operatorNamespace, bool allowed)
    {
        if (spec.Method != FieldValues.Aws || AwsLogin.HasSource(spec.Aws) || key.Namespace == operatorNamespace)
        {
            yield break;
        }

        if (!allowed)
        {
            yield return new SpecError(
                "spec.aws",
                "without secretRef and irsaServiceAccount this is the operator's own AWS identity, which "
                + $"{Option} keeps to VaultAuths of namespace {operatorNamespace}; name a Secret or a ServiceAccount, or use a VaultAuth "
                + $"of namespace {operatorNamespace}");
        }
        else if (!string.IsNullOrEmpty(spec.Aws?.StsEndpoint))
        {
            // The operator's own token would be sent there.
            yield return new SpecError(
                "spec.aws.stsEndpoint",
                $"can't be chosen for the operator's own AWS identity outside of namespace {operatorNamespace}; leave it out");
        }
    }
}
