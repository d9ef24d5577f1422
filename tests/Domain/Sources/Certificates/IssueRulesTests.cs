using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>When what the Secret holds does, and when another certificate is issued.</summary>
public sealed class IssueRulesTests
{
    private const string Serial = "1d:64:0a";

    private readonly SecretData _data = Certified.Data(Authority.Issue());
    private readonly SecretState _state;

    public IssueRulesTests() => _state = Certified.State(Certified.Content(_data));

    [Theory]
    [InlineData(SyncReason.Retry, Serial)]
    [InlineData(SyncReason.StampDiffers, Serial)]
    [InlineData(SyncReason.SecretDataDrift, Serial)]
    [InlineData(SyncReason.InitialSync, Serial)]
    [InlineData(SyncReason.SpecChanged, Serial)]
    [InlineData(SyncReason.ForceSync, null)]
    [InlineData(SyncReason.InputsChanged, null)]
    [InlineData(SyncReason.Replacement, null)]
    public void What_the_journal_knows_is_kept_unless_somebody_asks(SyncReason reason, string? serial) =>
        Assert.Equal(serial, Certified.Kept(Certified.Secret(_data), _state, reason)?.Id);

    [Fact]
    public void What_is_due_is_kept_no_longer() =>
        Assert.Null(Certified.Kept(Certified.Secret(_data), _state, SyncReason.Renewal, now: Authority.Now.AddMinutes(121)));

    [Fact]
    public void Another_wish_is_another_certificate_and_another_label_is_not()
    {
        var resource = Authority.With(spec => spec with { Ttl = "5h" });
        Assert.Null(Certified.Kept(Certified.Secret(_data), _state, SyncReason.SpecChanged, resource));
        var labelled = Authority.With(spec => spec with
        {
            Destination = spec.Destination with { Labels = new Dictionary<string, string> { ["team"] = "red" } },
        });
        Assert.Equal(Serial, Certified.Kept(Certified.Secret(_data), _state, SyncReason.SpecChanged, labelled)?.Id);
    }

    /// <summary>A crash between the write and the journal, or another activation.</summary>
    [Fact]
    public void What_we_wrote_is_kept_whatever_the_journal_says()
    {
        var before = Certified.State(Certified.Content(Certified.Data(Authority.Issue("b.example.test")), Authority.Facts(1, "00:01")));
        Assert.Equal(Serial, Certified.Kept(Certified.Secret(_data), before, SyncReason.StampDiffers)?.Id);
        Assert.Equal(Serial, Certified.Kept(Certified.Secret(_data), SecretState.Initial, SyncReason.InitialSync)?.Id);
    }

    [Fact]
    public void What_another_activation_has_just_written_is_waited_for_once()
    {
        var before = Certified.State(Certified.Content(Certified.Data(Authority.Issue()), Authority.Facts(1, "00:01")));
        Assert.True(IssueRules.MayBeAnswered(Certified.Case(Certified.Secret(_data), before, SyncReason.ForceSync)));
        Assert.False(IssueRules.MayBeAnswered(Certified.Case(Certified.Secret(_data), _state, SyncReason.ForceSync)));
        var waited = SecretMemory.Initial with { Retry = new Retry(1, Authority.Now) };
        Assert.False(IssueRules.MayBeAnswered(Certified.Case(
            Certified.Secret(_data), before, SyncReason.ForceSync, memory: waited)));
    }

    [Fact]
    public void What_somebody_edited_or_what_has_other_names_or_another_key_is_not_kept()
    {
        var (edited, state) = (Certified.Secret(_data), SecretState.Initial);
        var other = SecretData.OfHeld(
            new Dictionary<string, ReadOnlyMemory<byte>>(_data.Entries) { ["private_key_type"] = "rsa"u8.ToArray() });
        Assert.Null(Certified.Kept(edited with { Data = other.Entries }, _state, SyncReason.SecretDataDrift));

        Assert.Null(Certified.Kept(
            edited, state, SyncReason.InitialSync, Authority.With(spec => spec with { CommonName = "other.example.test" })));
        var torn = Certified.Data(Authority.Issue(change: each => each["private_key"] = (string)Authority.Issue()["private_key"]!));
        Assert.Null(Certified.Kept(Certified.Secret(torn), state, SyncReason.InitialSync));
    }

    [Theory]
    [InlineData(Serial, true, Serial)]
    [InlineData(Serial, false, Serial)]
    [InlineData("00:01", true, null)]
    [InlineData(null, true, Serial)]
    [InlineData(null, false, null)]
    public void What_the_reference_left_is_kept_by_its_status_or_by_its_marks(string? serial, bool labelled, string? kept)
    {
        var left = Certified.Secret(_data, sighting => sighting with
        {
            Annotations = new Dictionary<string, string>(),
            OwnedKeys = [],
            OtherDataManagers = ["vault-secrets-operator"],
            Labels = labelled ? sighting.Labels : new Dictionary<string, string>(),
        });
        var resource = Authority.Resource with
        {
            Status = serial is null ? null : new VaultPKISecretStatus { SerialNumber = serial, LastGeneration = 1 },
        };
        Assert.Equal(kept, Certified.Kept(left, SecretState.Initial, SyncReason.InitialSync, resource)?.Id);
    }

    [Fact]
    public void A_Secret_of_nobody_is_never_taken_for_ours_by_its_certificate()
    {
        var foreign = Certified.Secret(_data, sighting => sighting with
        {
            Annotations = new Dictionary<string, string>(),
            Labels = new Dictionary<string, string>(),
            Owners = [],
            OwnedKeys = [],
        });
        var greedy = Authority.With(spec => spec with { Destination = spec.Destination with { Overwrite = true } });
        Assert.Null(Certified.Kept(foreign, SecretState.Initial, SyncReason.InitialSync, greedy));
    }

    [Fact]
    public void A_Secret_that_others_have_written_meanwhile_makes_what_was_issued_vain()
    {
        var on = new WriteCase(Authority.Resource, _state, SecretMemory.Initial, SyncReason.ForceSync, Digests.None);
        var (mine, theirs) = (Certified.Secret(_data), Certified.Secret(Certified.Data(Authority.Issue())));
        Assert.True(IssueRules.IsOvertaken(on, mine, theirs));
        Assert.True(IssueRules.IsOvertaken(on, seen: null, theirs));
        Assert.False(IssueRules.IsOvertaken(on, mine, mine with { Metadata = mine.Metadata with { ResourceVersion = "101" } }));
        Assert.False(IssueRules.IsOvertaken(on, mine, found: null));
        Assert.False(IssueRules.IsOvertaken(on, seen: null, theirs with
        {
            Metadata = theirs.Metadata with
            {
                Annotations = new Dictionary<string, string>(),
                Labels = new Dictionary<string, string>(),
                Uid = "s-2",
            },
        }));
    }

    [Fact]
    public void Without_a_hint_at_a_Secret_the_first_certificate_is_issued_without_a_look()
    {
        var on = new WriteCase(Authority.Resource, SecretState.Initial, SecretMemory.Initial, SyncReason.InitialSync, Digests.None);
        Assert.False(IssueRules.MustLook(on));
        Assert.True(IssueRules.MustLook(on with { Memory = SecretMemory.Initial with { Retry = new Retry(1, Authority.Now) } }));
        Assert.True(IssueRules.MustLook(on with { State = _state }));
        Assert.True(IssueRules.MustLook(on with
        {
            Resource = Authority.With(spec => spec with { Destination = spec.Destination with { Create = false } }),
        }));
        Assert.True(IssueRules.MustLook(on with
        {
            Memory = SecretMemory.Initial.Saw(Certified.Secret(_data).Metadata, Authority.Resource, Authority.Now),
        }));
    }
}
