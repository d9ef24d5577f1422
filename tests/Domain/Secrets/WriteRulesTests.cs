using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>Whether and how the Secret is written for a content that was read.</summary>
public sealed class WriteRulesTests
{
    private static WriteCase On(
        Coffer.Domain.Rendering.Digests? digests = null, VaultStaticSecret? resource = null, SecretState? state = null,
        SecretMemory? memory = null, SyncReason reason = SyncReason.Refresh) =>
        new(resource ?? Given.Resource, state ?? Given.Synced(), memory ?? Given.Settled(), reason, digests ?? Given.Same);

    private static readonly VaultStaticSecret TakenOver = Given.Resource with
    {
        Status = new VaultStaticSecretStatus
        {
            LastGeneration = 1,
            SecretMac = "bWFj",
            Conditions = [new Condition { Type = "SecretSynced", Status = "True", Reason = "Synced" }],
        },
    };

    [Fact]
    public void A_new_resource_creates_without_looking() => Assert.Equal(
        new WriteChoice.Apply(WriteRules.None, WriteEffect.Created),
        WriteRules.Choose(On(state: SecretState.Initial, memory: SecretMemory.Initial, reason: SyncReason.InitialSync)));

    [Fact]
    public void A_resource_of_the_reference_is_looked_at_first() => Assert.Equal(
        new WriteChoice.Look(), WriteRules.Choose(
            On(resource: TakenOver, state: Given.Aggregate.Read(TakenOver), memory: SecretMemory.Initial, reason: SyncReason.InitialSync)));

    [Fact]
    public void Equal_content_of_the_reference_is_adopted_and_not_written()
    {
        var on = On(
            resource: TakenOver, state: Given.Aggregate.Read(TakenOver), memory: SecretMemory.Initial, reason: SyncReason.InitialSync);

        Assert.Equal(new WriteChoice.Leave(WriteEffect.Adopted, new SecretVersion(Given.SecretUid, "90")),
            WriteRules.ChooseLooked(on, Given.Secret(Given.OfReference()), holds: true, restarts: false));
    }

    [Fact]
    public void Ownership_is_taken_right_before_the_first_change()
    {
        var adopted = SecretState.Initial.Evolve(new SecretEvent.Adopted(Given.Content(secretVersion: "90")));
        var on = On(Given.Other, state: adopted, memory: SecretMemory.Initial.Begun(Given.Noon, Given.Noon).Saw(Given.OfReference()));

        Assert.Equal(new WriteChoice.Leave(WriteEffect.None, null), WriteRules.Choose(on with { Digests = Given.Same }));
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(on));
        Assert.Equal(new WriteChoice.TakeAndApply("90", WriteEffect.Changed), WriteRules.ChooseLooked(
            on, Given.Secret(Given.OfReference()), holds: false, restarts: true));
    }

    [Fact]
    public void Ownership_is_taken_also_when_a_refresh_came_before_the_secret_was_seen()
    {
        var adopted = SecretState.Initial.Evolve(new SecretEvent.Adopted(Given.Content(secretVersion: "90")));
        var memory = SecretMemory.Initial.Begun(Given.Noon, Given.Noon)
            .After(Given.Wrote(Given.Content(secretVersion: "90"), WriteEffect.None), Given.Noon, 1).Saw(Given.OfReference());

        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(On(Given.Other, state: adopted, memory: memory)));
    }

    [Theory]
    [InlineData(true, WriteEffect.ChangedOurs)]
    [InlineData(false, WriteEffect.Created)]
    public void Without_a_journal_other_content_is_written_and_restarts_only_what_would_see_a_difference(
        bool restarts, WriteEffect effect) => Assert.Equal(
            new WriteChoice.Apply("100", effect),
            WriteRules.ChooseLooked(
                On(state: SecretState.Initial, reason: SyncReason.InitialSync), Given.Secret(), holds: false, restarts));

    [Fact]
    public void Without_a_journal_a_missing_secret_is_created_without_a_restart()
    {
        var on = On(resource: TakenOver, state: SecretState.Initial, reason: SyncReason.InitialSync);

        Assert.Equal(
            new WriteChoice.Apply(WriteRules.None, WriteEffect.Created), WriteRules.ChooseLooked(on, null, holds: false, restarts: false));
    }

    [Fact]
    public void A_secret_of_a_former_life_is_written_before_the_garbage_collector_comes()
    {
        var former = Given.Sighting() with { Owners = [Ownership.OwnerOf(Given.Resource) with { Uid = "former" }] };

        Assert.Equal(
            new WriteChoice.Apply("100", WriteEffect.Created),
            WriteRules.ChooseLooked(
                On(state: SecretState.Initial, reason: SyncReason.InitialSync), Given.Secret(former), holds: true, restarts: false));
    }

    public static TheoryData<string> Leavings => ["no owner", "dead owner", "dead owner in the label", "no label"];

    [Theory, MemberData(nameof(Leavings))]
    public void A_secret_that_was_left_without_its_owner_gets_owner_and_labels_and_nothing_is_rolled(string which)
    {
        var left = Given.Secret(Left(which));
        var anew = On(state: SecretState.Initial, reason: SyncReason.InitialSync);
        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Created), WriteRules.ChooseLooked(anew, left, holds: true, restarts: false));

        var known = On(memory: Given.Settled(), reason: SyncReason.SecretDataDrift);
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(known));
        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Changed), WriteRules.ChooseLooked(known, left, holds: true, restarts: false));
        Assert.DoesNotContain(
            SyncEvents.OnSync(
                Given.Resource, Given.Synced(), Given.Wrote(Given.Content(secretVersion: "101"), reason: SyncReason.SecretDataDrift)),
            @event => @event is SecretEvent.RestartRequested);
    }

    [Theory, MemberData(nameof(Leavings))]
    public void A_secret_that_was_left_without_its_owner_is_mended_though_it_is_as_the_journal_knows_it(string which)
    {
        var unseen = SecretMemory.Initial.Begun(Given.Noon, Given.Noon);

        Assert.Equal(
            SyncReason.SecretDataDrift, Given.Rules.Next(Given.Resource, Given.Synced(), unseen.Saw(Left(which)), Given.Noon).Reason);
        var early = unseen.Saw(Left(which), resource: null, Given.Noon)
            .Observed(null, Given.Resource, SecretState.Initial, Given.Synced(), Given.Noon);
        Assert.Equal(SyncReason.SecretDataDrift, Given.Rules.Next(Given.Resource, Given.Synced(), early, Given.Noon).Reason);
        Assert.Equal(SyncReason.Refresh, Given.Rules.Next(Given.Resource, Given.Synced(), unseen.Saw(Given.Sighting()), Given.Noon).Reason);
        Assert.Equal(SyncReason.Refresh,
            Given.Rules.Next(Unowned(), Given.Synced(Given.Content(resource: Unowned())), unseen.Saw(Left(which)), Given.Noon).Reason);
    }

    [Fact]
    public void An_unchanged_content_leaves_the_secret_alone() =>
        Assert.Equal(new WriteChoice.Leave(WriteEffect.None, null), WriteRules.Choose(On()));

    [Fact]
    public void A_changed_content_is_applied_on_the_version_that_was_written_last() =>
        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Changed), WriteRules.Choose(On(Given.Other)));

    [Fact]
    public void A_changed_spec_is_applied_though_the_content_is_the_same() =>
        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Changed), WriteRules.Choose(On(reason: SyncReason.SpecChanged)));

    [Fact]
    public void A_deleted_secret_is_created_and_never_merged_into_another() => Assert.Equal(
        new WriteChoice.Apply(WriteRules.None, WriteEffect.Changed),
        WriteRules.Choose(On(memory: Given.Settled().Saw(Given.Sighting("120", deleted: true)), reason: SyncReason.InexistentDestination)));

    [Fact]
    public void A_write_before_a_crash_is_journalled_from_its_stamp_and_not_repeated() => Assert.Equal(
        new WriteChoice.Leave(WriteEffect.Changed, new SecretVersion(Given.SecretUid, "120")),
        WriteRules.Choose(
            On(Given.Other, memory: Given.Settled().Saw(Given.Sighting("120", Given.Other.Content)), reason: SyncReason.StampDiffers)));

    [Fact]
    public void A_write_before_a_crash_that_had_to_be_looked_at_is_journalled_with_its_change() => Assert.Equal(
        new WriteChoice.Leave(WriteEffect.Changed, new SecretVersion(Given.SecretUid, "120")),
        WriteRules.ChooseLooked(On(Given.Other, reason: SyncReason.StampDiffers), Given.Secret(Given.Sighting("120", Given.Other.Content)),
            holds: true, restarts: false));

    [Fact]
    public void An_older_value_under_an_older_stamp_is_looked_at_and_repaired()
    {
        var on = On(memory: Given.Settled().Saw(Given.Sighting("120", Given.Other.Content)), reason: SyncReason.StampDiffers);

        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(on));
        Assert.Equal(new WriteChoice.Apply("120", WriteEffect.Changed), WriteRules.ChooseLooked(
            on, Given.Secret(Given.Sighting("120", Given.Other.Content)), holds: false, restarts: true));
    }

    [Fact]
    public void Marks_taken_off_are_put_back_though_the_content_is_whole()
    {
        var unlabelled = Given.Sighting("120") with { Labels = new Dictionary<string, string>() };
        var on = On(memory: Given.Settled().Saw(unlabelled), reason: SyncReason.SecretDataDrift);

        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(on));
        Assert.Equal(new WriteChoice.Apply("120", WriteEffect.Changed),
            WriteRules.ChooseLooked(on, Given.Secret(unlabelled), holds: true, restarts: false));
    }

    [Fact]
    public void Without_a_journal_equal_content_is_adopted_even_where_a_label_is_missing()
    {
        var on = On(state: SecretState.Initial, reason: SyncReason.InitialSync);

        Assert.IsType<WriteChoice.Leave>(WriteRules.ChooseLooked(on, Given.Secret(Given.OfReference()), holds: true, restarts: false));
    }

    [Fact]
    public void A_key_taken_away_under_the_right_stamp_is_looked_at() =>
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(On(memory: Given.Settled().Saw(Given.Sighting("120", own: 1)))));

    [Fact]
    public void A_secret_whose_metadata_moved_is_looked_at_before_a_change() =>
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(On(Given.Other, memory: Given.Settled().Saw(Given.Sighting("120")))));

    [Fact]
    public void Another_type_is_a_replacement_journalled_first()
    {
        var typed = Given.Resource.WithSpec(
            spec => spec with { Destination = spec.Destination with { Type = "kubernetes.io/basic-auth" } });
        var on = On(resource: typed, reason: SyncReason.SpecChanged);
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(on));
        Assert.Equal(new WriteChoice.Replace(Given.SecretUid), WriteRules.ChooseLooked(on, Given.Secret(), holds: true, restarts: false));

        var journalled = on with
        {
            State = on.State.Evolve(new SecretEvent.ReplacementStarted(Given.SecretUid)),
            Reason = SyncReason.Replacement,
        };
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(journalled));
        Assert.Equal(new WriteChoice.DeleteAndApply(Given.SecretUid, "100"),
            WriteRules.ChooseLooked(journalled, Given.Secret(), holds: true, restarts: false));
        Assert.Equal(new WriteChoice.Apply(WriteRules.None, WriteEffect.Changed),
            WriteRules.ChooseLooked(journalled, null, holds: false, restarts: false));

        var made = Given.Sighting("150") with { Uid = "secret-2" };
        Assert.IsType<WriteChoice.Leave>(
            WriteRules.ChooseLooked(journalled, Given.Secret(made, "kubernetes.io/basic-auth"), holds: true, restarts: false));
    }

    [Fact]
    public void An_immutable_secret_is_replaced_when_it_has_to_change_and_left_when_not()
    {
        Assert.Equal(new WriteChoice.Replace(Given.SecretUid), WriteRules.ChooseLooked(
            On(Given.Other), Given.Secret(immutable: true), holds: false, restarts: true));
        Assert.IsType<WriteChoice.Leave>(
            WriteRules.ChooseLooked(On(reason: SyncReason.SecretDataDrift), Given.Secret(immutable: true), holds: true, restarts: false));
        Assert.IsType<WriteChoice.Refuse>(
            WriteRules.ChooseLooked(On(Given.Other, Unowned()), Given.Secret(Foreign(), immutable: true), holds: false, restarts: true));
    }

    [Fact]
    public void An_immutable_secret_whose_content_stays_gets_its_new_labels_without_being_replaced()
    {
        var labelled = Given.Resource.WithSpec(
            spec => spec with { Destination = spec.Destination with { Labels = new Dictionary<string, string> { ["team"] = "red" } } });
        var held = Given.Secret(immutable: true) with { Data = Bytes("k0", "k1") };

        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Changed), WriteRules.ChooseLooked(
            On(resource: labelled, reason: SyncReason.SpecChanged), held, holds: true, restarts: false));
        Assert.Equal(
            new WriteChoice.Replace(Given.SecretUid),
            WriteRules.ChooseLooked(On(resource: labelled, reason: SyncReason.SpecChanged),
                held with { Data = Bytes("k0", "k1", "dropped") }, holds: true, restarts: false));
    }

    [Fact]
    public void A_replacement_that_is_not_wanted_any_more_deletes_nothing()
    {
        var journalled = On(
            state: Given.Synced().Evolve(new SecretEvent.ReplacementStarted(Given.SecretUid)), reason: SyncReason.Replacement);
        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Changed),
            WriteRules.ChooseLooked(journalled, Given.Secret(), holds: true, restarts: false));

        var lent = Unowned().WithSpec(spec => spec with { Destination = spec.Destination with { Type = "kubernetes.io/basic-auth" } });
        Assert.IsType<WriteChoice.Refuse>(WriteRules.ChooseLooked(
            journalled with { Resource = lent, Digests = Given.Other }, Given.Secret(immutable: true), holds: false, restarts: true));
    }

    [Fact]
    public void What_must_exist_and_does_not_is_said_and_not_created()
    {
        var refusal = Assert.IsType<WriteChoice.Refuse>(
            WriteRules.ChooseLooked(On(resource: Unowned()), null, holds: false, restarts: false));

        Assert.Equal("SecretSyncError", refusal.Problem.Reason);
        Assert.Contains(
            "team/app-secret does not exist and spec.destination.create is false", refusal.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_not_ours_keeps_its_other_keys_and_labels()
    {
        var on = On(resource: Unowned(), state: SecretState.Initial, reason: SyncReason.InitialSync);

        Assert.Equal(new WriteChoice.Apply("100", WriteEffect.Created), WriteRules.ChooseLooked(
            on, Given.Secret(Foreign() with { OtherDataManagers = ["kubectl-create"] }), holds: false, restarts: true));
    }

    public static TheoryData<string, bool, bool, Belongs> Owners => new()
    {
        { "ours", true, false, Belongs.Ours },
        { "former life", true, false, Belongs.Ours },
        { "no owner left", true, false, Belongs.Ours },
        { "our own without labels", true, false, Belongs.Ours },
        { "labels and owner gone", true, false, Belongs.Foreign },
        { "another resource's", true, false, Belongs.Foreign },
        { "another resource's", true, true, Belongs.Foreign },
        { "another resource's", false, false, Belongs.Foreign },
        { "ours and another's", true, true, Belongs.Foreign },
        { "nobody's", true, false, Belongs.Foreign },
        { "nobody's", true, true, Belongs.ByManifest },
        { "nobody's", false, false, Belongs.ByManifest },
        { "written for another", false, false, Belongs.Foreign },
        { "written for another", true, true, Belongs.Foreign },
        { "copied from elsewhere", false, false, Belongs.ByManifest },
        { "copied from elsewhere", true, false, Belongs.Foreign },
    };

    [Theory, MemberData(nameof(Owners))]
    public void Whose_a_secret_is(string which, bool create, bool overwrite, Belongs expected)
    {
        var resource = Given.Resource with
        {
            Spec = Given.Resource.Spec with
            {
                Destination = Given.Resource.Spec.Destination with { Create = create, Overwrite = overwrite },
            },
        };
        var (self, bare) = (Ownership.OwnerOf(Given.Resource), Given.Sighting() with { Annotations = new Dictionary<string, string>() });
        var secret = which switch
        {
            "ours" => Given.Sighting(),
            "former life" => bare with { Owners = [self with { Uid = "former" }] },
            "our own without labels" => Given.Sighting() with { Labels = new Dictionary<string, string>() },
            "labels and owner gone" => Given.Sighting() with { Labels = new Dictionary<string, string>(), Owners = [] },
            "no owner left" => bare with { Owners = [] },
            "another resource's" => bare with { Owners = [self with { Name = "other", Uid = "other" }] },
            "ours and another's" => bare with { Owners = [self, self with { Name = "other", Uid = "other" }] },
            "nobody's" => Foreign(),
            "copied from elsewhere" => Foreign() with
            {
                Annotations = new Dictionary<string, string> { [SecretAnnotations.Source] = "VaultStaticSecret/elsewhere/app" },
            },
            _ => Foreign() with
            {
                Annotations = new Dictionary<string, string> { [SecretAnnotations.Source] = "VaultStaticSecret/team/other" },
            },
        };

        Assert.Equal(expected, Ownership.Of(secret, resource, journal: null));
    }

    public static TheoryData<string, Belongs> Strippings => new()
    {
        { "bare", Belongs.Ours },
        { "bare but for the owner", Belongs.Ours },
        { "another Secret", Belongs.Foreign },
        { "somebody's owner", Belongs.Foreign },
        { "somebody's label", Belongs.Foreign },
        { "another resource's label", Belongs.Foreign },
        { "another resource's annotation", Belongs.Foreign },
        { "lent", Belongs.Foreign },
    };

    [Theory, MemberData(nameof(Strippings))]
    public void The_secret_of_the_journal_is_ours_without_its_marks_unless_somebody_elses_are_there(string which, Belongs expected)
    {
        var bare = Foreign();
        var secret = which switch
        {
            "another Secret" => bare with { Uid = "secret-2" },
            "bare but for the owner" => bare with { Owners = [Ownership.OwnerOf(Given.Resource)] },
            "somebody's owner" => bare with { Owners = [new Owner("external-secrets.io/v1", "ExternalSecret", "app", "theirs")] },
            "somebody's label" => bare with { Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "Helm" } },
            "another resource's label" => bare with { Labels = new Dictionary<string, string> { [Ownership.UidLabel] = "theirs" } },
            "another resource's annotation" =>
                bare with { Annotations = new Dictionary<string, string> { [SecretAnnotations.Source] = "VaultStaticSecret/team/other" } },
            _ => bare,
        };

        Assert.Equal(expected, Ownership.Of(
            secret, Given.Resource, Given.Synced(which == "lent" ? Given.Content(resource: Unowned()) : null).Snapshot));
    }

    [Fact]
    public void A_secret_stripped_of_its_marks_is_written_anew_and_keeps_what_somebody_added()
    {
        var replaced = Foreign() with { ResourceVersion = "120", OtherDataManagers = ["kubectl-replace"] };
        var on = On(memory: Given.Settled().Saw(replaced), reason: SyncReason.SecretDataDrift);

        Assert.Equal(SyncReason.SecretDataDrift, Given.Rules.Next(Given.Resource, Given.Synced(), on.Memory, Given.Noon).Reason);
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(on));
        Assert.Equal(new WriteChoice.Apply("120", WriteEffect.Changed),
            WriteRules.ChooseLooked(on, Given.Secret(replaced), holds: true, restarts: false));
        Assert.Equal(new WriteChoice.Apply("120", WriteEffect.Changed),
            WriteRules.ChooseLooked(on, Given.Secret(replaced), holds: false, restarts: true));
        Assert.IsType<WriteChoice.Refuse>(
            WriteRules.ChooseLooked(on, Given.Secret(replaced with { Uid = "secret-2" }), holds: true, restarts: false));
    }

    [Fact]
    public void Annotations_taken_off_alone_are_put_back_and_those_that_the_reference_never_had_are_not_missed()
    {
        var unnoted = Given.Sighting("120") with { Annotations = new Dictionary<string, string>() };
        var on = On(memory: Given.Settled().Saw(unnoted), reason: SyncReason.SecretDataDrift);
        Assert.Equal(new WriteChoice.Apply("120", WriteEffect.Changed), WriteRules.ChooseLooked(
            on, Given.Secret(unnoted with { OtherDataManagers = ["kubectl-edit"] }), holds: true, restarts: false));

        Assert.IsType<WriteChoice.Leave>(WriteRules.ChooseLooked(on, Given.Secret(Given.OfReference("120")), holds: true, restarts: false));
    }

    [Fact]
    public void Only_a_secret_made_for_this_resource_alone_is_pruned()
    {
        var self = Ownership.OwnerOf(Given.Resource);

        Assert.True(Ownership.MayPrune(Given.Sighting(), Given.Resource));
        Assert.False(Ownership.MayPrune(Given.Sighting() with { Owners = [self with { Uid = "former" }] }, Given.Resource));
        Assert.False(Ownership.MayPrune(Given.Sighting() with { Owners = [self, self with { Uid = "other" }] }, Given.Resource));
        Assert.False(Ownership.MayPrune(Given.Sighting() with { Owners = [] }, Given.Resource));
        Assert.False(Ownership.MayPrune(Given.Sighting() with { Labels = new Dictionary<string, string>() }, Given.Resource));
    }

    [Fact]
    public void The_owners_labels_win_over_the_manifests() => Assert.Equal(
        new Dictionary<string, string>
        {
            ["app.kubernetes.io/managed-by"] = "hashicorp-vso",
            ["app.kubernetes.io/name"] = "vault-secrets-operator",
            ["app.kubernetes.io/component"] = "secret-sync",
            ["secrets.hashicorp.com/vso-ownerRefUID"] = Given.Uid,
            ["team"] = "a",
        },
        Ownership.Labels(new Dictionary<string, string> { ["team"] = "a", ["app.kubernetes.io/name"] = "mine" }, Given.Uid));

    private static Dictionary<string, ReadOnlyMemory<byte>> Bytes(params string[] keys) =>
        keys.ToDictionary(key => key, _ => (ReadOnlyMemory<byte>)new byte[] { 1 });

    private static SecretSighting Left(string which) => which switch
    {
        "no owner" => Given.Sighting() with { Owners = [] },
        "dead owner" => Given.Sighting() with { Owners = [Ownership.OwnerOf(Given.Resource) with { Uid = "former" }] },
        "dead owner in the label" => Given.Labelled(Given.Sighting(), (Ownership.UidLabel, "former")),
        _ => Given.Sighting() with { Labels = Given.Sighting().Labels.Where(label => label.Key != Ownership.UidLabel).ToDictionary() },
    };

    private static VaultStaticSecret Unowned() =>
        Given.Resource with { Spec = Given.Resource.Spec with { Destination = Given.Resource.Spec.Destination with { Create = false } } };

    private static SecretSighting Foreign() => Given.Sighting() with
    {
        Labels = new Dictionary<string, string>(),
        Annotations = new Dictionary<string, string>(),
        Owners = [],
        OwnedKeys = [],
    };
}
