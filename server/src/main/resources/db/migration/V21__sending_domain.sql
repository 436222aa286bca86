-- delivery ------------------------------------------------------------------------------------------------
-- Keys with which mails from a domain are signed. PREPARED: to be published; ACTIVE: signed with; RETIRED: mail signed
-- with it may still be under way, the private half is gone. public_key: as DNS has it.
create table sending_domain (
    domain text not null,
    selector text not null,
    algorithm text not null check (algorithm in ('RSA', 'ED25519')),
    state text not null check (state in ('PREPARED', 'ACTIVE', 'RETIRED')),
    private_key bytea,
    public_key bytea not null,
    created timestamptz not null,
    primary key (domain, selector),
    check (private_key is not null or state = 'RETIRED')
);
