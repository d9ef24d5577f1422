using System.Collections.Immutable;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>
/// The place of admission policies and plugins, which this server does not evaluate: who uses it says which writes they meet. Dry runs are
/// met as well, as in a real one.
/// </summary>
public sealed class Admission
{
    private ImmutableList<Rule> _rules = [];

    /// <summary>Puts a rule in force until it is disposed of.</summary>
    public IDisposable Add(Func<AdmittedWrite, bool> matches, AdmissionAction action)
    {
        var rule = new Rule(matches, action, this);
        ImmutableInterlocked.Update(ref _rules, rules => rules.Add(rule));
        return rule;
    }

    /// <exception cref="ApiException">A rule denies the write.</exception>
    internal void Check(ResourceDefinition resource, AdmittedWrite write, List<string> warnings)
    {
        foreach (var rule in _rules.Where(rule => rule.Matches(write)))
        {
            switch (rule.Action)
            {
                case AdmissionAction.Deny deny:
                    throw Errors.DeniedByPolicy(
                        resource, write.Request.Name, $"{Title(deny.Policy, deny.Binding)} denied request: {deny.Says}", deny.Reason);
                case AdmissionAction.Forbid forbid:
                    throw Errors.Forbidden(resource.Group, resource.Plural, write.Request.Name, forbid.Why);
                case AdmissionAction.Warn warn
                    when $"Validation failed for {Title(warn.Policy, warn.Binding)}: {warn.Says}" is var text && !warnings.Contains(text):
                    warnings.Add(text);
                    break;
            }
        }
    }

    private static string Title(string policy, string binding) => $"ValidatingAdmissionPolicy '{policy}' with binding '{binding}'";

    private sealed record Rule(Func<AdmittedWrite, bool> Matches, AdmissionAction Action, Admission Owner) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref Owner._rules, rules => rules.Remove(this));
    }
}
