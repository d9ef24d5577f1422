using Coffer.Contracts.Ports;

namespace Coffer.Domain.Secrets;

/// <summary>What to do to the Secret for a content that was read; no values.</summary>
public abstract record WriteChoice
{
    private WriteChoice()
    {
    }

    /// <summary>It is in step: nothing.</summary>
    /// <param name="Effect">How to tell it.</param>
    /// <param name="Secret">The Secret; null for what the journal has.</param>
    public sealed record Leave(WriteEffect Effect, SecretVersion? Secret) : WriteChoice;

    /// <summary>Read the Secret itself first.</summary>
    public sealed record Look : WriteChoice;

    /// <summary>Apply with this version as the precondition.</summary>
    /// <param name="ResourceVersion">The version; <see cref="WriteRules.None"/> when there must be none.</param>
    /// <param name="Effect">How to tell it.</param>
    public sealed record Apply(string ResourceVersion, WriteEffect Effect) : WriteChoice;

    /// <summary>Take the fields over that the reference operator owns, then apply.</summary>
    /// <param name="ResourceVersion">The version seen.</param>
    /// <param name="Effect">How to tell it.</param>
    public sealed record TakeAndApply(string ResourceVersion, WriteEffect Effect) : WriteChoice;

    /// <summary>Have the replacement tried, then journalled; nothing is deleted yet.</summary>
    /// <param name="Uid">The Secret that is to go.</param>
    public sealed record Replace(string Uid) : WriteChoice;

    /// <summary>
    /// Try the replacement again, delete the Secret whose replacement is journalled, then create; put it back when that fails.
    /// </summary>
    /// <param name="Uid">The Secret.</param>
    /// <param name="ResourceVersion">Its version.</param>
    public sealed record DeleteAndApply(string Uid, string ResourceVersion) : WriteChoice;

    /// <summary>Touch nothing and say why.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refuse(Problem Problem) : WriteChoice;
}
