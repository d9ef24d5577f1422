namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>What admission does to a write.</summary>
public abstract record AdmissionAction
{
    private AdmissionAction()
    {
    }

    /// <summary>Denies it as a ValidatingAdmissionPolicy does.</summary>
    /// <param name="Policy">The policy's name.</param>
    /// <param name="Binding">The binding's name.</param>
    /// <param name="Says">The validation's message, or <c>failed expression: ...</c> where it has none.</param>
    /// <param name="Reason">The validation's reason: Invalid (422), Forbidden (403) or RequestEntityTooLarge (413).</param>
    public sealed record Deny(string Policy, string Binding, string Says, string Reason = "Invalid") : AdmissionAction;

    /// <summary>Lets it through with a warning, as a binding with the action Warn does.</summary>
    /// <param name="Policy">The policy's name.</param>
    /// <param name="Binding">The binding's name.</param>
    /// <param name="Says">The validation's message.</param>
    public sealed record Warn(string Policy, string Binding, string Says) : AdmissionAction;

    /// <summary>403 as of an admission plugin, such as OwnerReferencesPermissionEnforcement.</summary>
    /// <param name="Why">What the plugin says.</param>
    public sealed record Forbid(string Why) : AdmissionAction;
}
