//! What Organizations asks of service control policies.

checks! { scp:
    scp_syntax_error_action_wildcard,
    scp_syntax_error_principal,
}
