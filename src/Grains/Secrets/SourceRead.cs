using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>What a read of the source gave.</summary>
internal abstract record SourceRead
{
    /// <summary>
    /// Vault's answers, one for each request; hold values. To be disposed when the sync is over: until then they
    /// count as answers in memory.
    /// </summary>
    public sealed record Answered(ImmutableArray<VaultData> Answers, string Inputs) : SourceRead, IDisposable
    {
        public static readonly Answered None = new([], "");

        public long Bytes => Answers.Sum(static answer => (long)answer.Json.Length);

        /// <summary>
        /// Where the session has changed between two reads, the older inputs stand for all: the next look at them finds others.
        /// </summary>
        public Answered And(Answered other) => new(Answers.AddRange(other.Answers), Answers.IsEmpty ? other.Inputs : Inputs);

        public void Dispose()
        {
            foreach (var answer in Answers)
            {
                answer.Dispose();
            }
        }

        public override string ToString() => "***";
    }

    /// <summary>The secret; holds values, and is good as long as the answers that it was read from.</summary>
    public sealed record Found(SourceReading.Found Reading, string Inputs) : SourceRead
    {
        public override string ToString() => "***";
    }

    /// <summary>Why there is none.</summary>
    public sealed record Failed(Problem Problem, Failure? Failure) : SourceRead
    {
        /// <summary>What Vault made all the same, and is of no use; null for nothing.</summary>
        public string? Made { get; init; }
    }
}
