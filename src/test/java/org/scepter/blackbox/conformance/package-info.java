/**
 * The duties of a SCEP server, one named test for each, driven over the wire by a client that knows
 * the RFC and not this server. The first part follows RFC 8894 section by section, the second what
 * older clients do, the third the attacks that SCEP servers have seen.
 *
 * <p>Duties of clients are not tested: to check the CA by its fingerprint, to drop an answer whose
 * recipientNonce is not theirs, to prefer POST. Where this server differs from the RFC on purpose,
 * {@code src/adr/0032-divergences-from-rfc-8894.md} says why.
 *
 * <table>
 *   <caption>Which test proves what</caption>
 *   <tr><th colspan="2">1.1 RFC 8894 §2.1 to §2.4</th></tr>
 *   <tr><td>key usages of the CA's and the RA's certificates</td><td>
 *     {@link Rfc8894PartiesIT#the_certificates_say_what_each_key_is_used_for}</td></tr>
 *   <tr><td>fingerprint for clients, intermediates verified</td><td>
 *     {@link Rfc8894PartiesIT#the_fingerprint_of_the_ca_is_in_each_policy_and_in_the_servers_log},
 *     {@link Rfc8894PartiesIT#a_client_can_verify_each_certificate_that_it_is_given}</td></tr>
 *   <tr><td>three ways to sign</td><td>
 *     {@link Rfc8894PartiesIT#a_new_device_signs_with_a_self_signed_certificate_over_the_requested_key},
 *     {@link Rfc8894PartiesIT#a_known_device_signs_with_its_certificate_of_this_ca},
 *     {@link Rfc8894PartiesIT#a_device_may_come_with_another_authoritys_certificate}</td></tr>
 *   <tr><td>signer's certificate and chain; whom the answer is sealed to</td><td>
 *     {@link Rfc8894PartiesIT#the_signers_certificate_travels_with_the_message},
 *     {@link Rfc8894PartiesIT#the_signers_chain_may_travel_with_the_message},
 *     {@link Rfc8894PartiesIT#the_answer_is_sealed_to_exactly_the_certificate_that_signed}</td></tr>
 *   <tr><td>a self-signed certificate authenticates nobody</td><td>
 *     {@link Rfc8894PartiesIT#a_self_signed_certificate_authenticates_nobody}</td></tr>
 *   <tr><th colspan="2">1.2 RFC 8894 §2.4, §2.5, §2.8, §7</th></tr>
 *   <tr><td>challengePassword, optional in a renewal</td><td>
 *     {@link Rfc8894AuthorisationIT#a_challenge_authorises_and_without_it_nothing_does},
 *     {@link Rfc8894AuthorisationIT#a_renewal_needs_no_challenge},
 *     {@link Rfc8894AuthorisationIT#a_challenge_in_a_renewal_does_no_harm}</td></tr>
 *   <tr><td>manual mode</td><td>
 *     {@link Rfc8894AuthorisationIT#a_request_is_pending_until_an_operator_says_yes},
 *     {@link Rfc8894AuthorisationIT#a_request_fails_once_an_operator_has_said_no}</td></tr>
 *   <tr><td>renewal with a new key or the same; one request, many polls</td><td>
 *     {@link Rfc8894AuthorisationIT#a_renewal_may_bring_a_new_key},
 *     {@link Rfc8894AuthorisationIT#a_renewal_may_keep_the_key},
 *     {@link Rfc8894AuthorisationIT#a_device_asks_once_and_polls_as_often_as_it_likes}</td></tr>
 *   <tr><td>no revocation by SCEP</td><td>
 *     {@link Rfc8894AuthorisationIT#revocation_comes_by_the_api_and_reaches_the_crl}</td></tr>
 *   <tr><td>challenge: entropy, life, once, at rest</td><td>
 *     {@link Rfc8894AuthorisationIT#a_challenge_has_256_random_bits_and_a_short_life},
 *     {@link Rfc8894AuthorisationIT#a_challenge_is_good_once_and_its_second_arrival_raises_the_alarm},
 *     {@link org.scepter.blackbox.SecretsIT#no_secret_that_was_handed_out_is_in_the_databases_dump}</td></tr>
 *   <tr><th colspan="2">1.3 RFC 8894 §2.9</th></tr>
 *   <tr><td>must</td><td>
 *     {@link Rfc8894AlgorithmsIT#what_must_be_implemented_is_enough_for_an_enrolment}</td></tr>
 *   <tr><td>may and must not</td><td>
 *     {@link Rfc8894AlgorithmsIT#a_message_may_come_by_get},
 *     {@link Rfc8894AlgorithmsIT#what_may_be_implemented_is_taken_and_answered_in_kind},
 *     {@link Rfc8894AlgorithmsIT#what_must_not_be_implemented_is_a_bad_algorithm}</td></tr>
 *   <tr><th colspan="2">1.4 RFC 8894 §3</th></tr>
 *   <tr><td>encrypt, then sign</td><td>
 *     {@link Rfc8894MessageIT#an_answer_is_encrypted_first_and_then_signed}</td></tr>
 *   <tr><td>eContentType and signed attributes</td><td>
 *     {@link Rfc8894MessageIT#what_is_signed_is_of_type_data},
 *     {@link Rfc8894MessageIT#a_signer_has_signed_attributes},
 *     {@link Rfc8894MessageIT#content_type_and_message_digest_are_signed_and_right}</td></tr>
 *   <tr><td>no messageData, no envelope (an empty content instead of none: ADR 0032)</td><td>
 *     {@link Rfc8894MessageIT#a_failure_has_no_envelope},
 *     {@link Rfc8894MessageIT#a_pending_answer_has_no_envelope}</td></tr>
 *   <tr><td>key transport for RSA, password for EC; no message without envelope</td><td>
 *     {@link Rfc8894MessageIT#an_rsa_key_gets_its_answer_by_key_transport},
 *     {@link Rfc8894MessageIT#a_key_that_cannot_encrypt_gets_its_answer_under_the_challenge},
 *     {@link Rfc8894MessageIT#a_request_without_an_envelope_is_not_taken}</td></tr>
 *   <tr><td>renewal of an EC certificate</td><td>
 *     {@link Rfc8894MessageIT#a_renewal_of_an_ec_certificate_without_a_challenge_is_told_why_it_cannot_be},
 *     {@link Rfc8894MessageIT#a_renewal_of_an_ec_certificate_with_a_challenge_is_answered_under_it}</td></tr>
 *   <tr><th colspan="2">1.5 RFC 8894 §3.2.1</th></tr>
 *   <tr><td>messageType</td><td>
 *     {@link Rfc8894AttributesIT#the_message_type_of_each_answer_is_cert_rep_in_printable_decimal},
 *     {@link Rfc8894AttributesIT#a_request_without_message_type_is_refused}</td></tr>
 *   <tr><td>pkiStatus</td><td>
 *     {@link Rfc8894AttributesIT#the_pki_status_is_0_for_success_2_for_failure_and_3_for_pending}</td></tr>
 *   <tr><td>failInfo</td><td>
 *     {@link Rfc8894AttributesIT#a_fail_info_stands_in_a_failure_and_nowhere_else}</td></tr>
 *   <tr><td>senderNonce</td><td>
 *     {@link Rfc8894AttributesIT#the_sender_nonce_of_each_answer_is_sixteen_fresh_octets},
 *     {@link Rfc8894AttributesIT#a_request_that_no_answer_would_fit_is_not_taken}</td></tr>
 *   <tr><td>recipientNonce</td><td>
 *     {@link Rfc8894AttributesIT#the_recipient_nonce_is_the_requests_sender_nonce}</td></tr>
 *   <tr><td>transactionID</td><td>
 *     {@link Rfc8894AttributesIT#the_transaction_id_comes_back_as_it_was}</td></tr>
 *   <tr><td>failInfoText</td><td>
 *     {@link Rfc8894AttributesIT#a_failure_says_in_utf8_what_is_wrong}</td></tr>
 *   <tr><td>any other messageType is an error</td><td>
 *     {@link Rfc8894AttributesIT#any_other_message_type_is_an_error}</td></tr>
 *   <tr><td>failInfo 0 to 4</td><td>
 *     {@link Rfc8894AttributesIT#an_algorithm_that_is_not_taken_is_bad_alg},
 *     {@link Rfc8894AttributesIT#a_broken_signature_is_bad_message_check},
 *     {@link Rfc8894AttributesIT#a_request_that_is_not_permitted_is_bad_request},
 *     {@link Rfc8894AttributesIT#a_signing_time_too_far_from_the_servers_is_bad_time},
 *     {@link Rfc8894AttributesIT#a_certificate_that_nobody_knows_is_bad_cert_id}</td></tr>
 *   <tr><td>transactionID is opaque; nonces are not chained over polls</td><td>
 *     {@link Rfc8894AttributesIT#a_transaction_id_is_compared_as_opaque_text},
 *     {@link Rfc8894AttributesIT#nonces_are_not_chained_over_polls}</td></tr>
 *   <tr><th colspan="2">1.6 RFC 8894 §3.3, §3.5, §4, §5.2, §7</th></tr>
 *   <tr><td>PKCSReq</td><td>
 *     {@link Rfc8894EnrolmentIT#a_pkcs_req_gets_what_its_pkcs10_asks_for}</td></tr>
 *   <tr><td>RenewalReq</td><td>
 *     {@link Rfc8894EnrolmentIT#a_renewal_req_is_a_pkcs10_signed_by_the_certificate_being_renewed}</td></tr>
 *   <tr><td>CertRep</td><td>
 *     {@link Rfc8894EnrolmentIT#a_success_holds_the_issued_certificate_first_and_behind_it_only_its_issuers}</td></tr>
 *   <tr><td>CertPoll (found by the signer's key, not by its IssuerAndSubject: ADR 0032)</td><td>
 *     {@link Rfc8894EnrolmentIT#a_poll_finds_its_request_by_transaction_id},
 *     {@link Rfc8894EnrolmentIT#a_poll_by_another_key_finds_nothing},
 *     {@link Rfc8894EnrolmentIT#a_poll_without_a_request_before_is_rejected},
 *     {@link Rfc8894EnrolmentIT#a_poll_after_the_issue_succeeds_again}</td></tr>
 *   <tr><td>GetCert</td><td>
 *     {@link Rfc8894EnrolmentIT#get_cert_gives_a_device_its_certificate_alone},
 *     {@link Rfc8894EnrolmentIT#get_cert_for_an_unknown_serial_number_is_a_bad_cert_id}</td></tr>
 *   <tr><td>GetCRL</td><td>
 *     {@link Rfc8894EnrolmentIT#get_crl_gives_the_crl_for_a_certificate_and_no_certificate}</td></tr>
 *   <tr><td>GetCACaps (never empty here: SHA-2 and Renewal are always there)</td><td>
 *     {@link Rfc8894TransportIT#the_capabilities_are_one_keyword_a_line_in_exact_case},
 *     {@link Rfc8894TransportIT#scep_standard_is_advertised_with_what_it_stands_for},
 *     {@link Rfc8894TransportIT#the_capabilities_need_no_authentication}</td></tr>
 *   <tr><td>GetCACert (never a single certificate here: ADR 0032)</td><td>
 *     {@link Rfc8894TransportIT#get_ca_cert_gives_the_ra_and_the_chain_as_a_degenerate_signed_data},
 *     {@link Rfc8894TransportIT#get_ca_cert_takes_any_name_of_the_ca}</td></tr>
 *   <tr><td>GetNextCACert</td><td>
 *     {@link org.scepter.blackbox.EndpointsIT#the_next_ca_is_not_given_out_while_there_is_none},
 *     {@link org.scepter.blackbox.RolloverIT#a_next_ca_is_announced_serves_at_once_and_can_be_called_off},
 *     {@link org.scepter.blackbox.RolloverIT#the_switch_comes_by_the_clock_and_refuses_nobody_until_the_grace_time_ends}</td></tr>
 *   <tr><td>PKIOperation by POST</td><td>
 *     {@link Rfc8894TransportIT#a_message_comes_by_post_and_is_answered_as_a_pki_message},
 *     {@link Rfc8894TransportIT#a_message_comes_by_post_without_a_content_type}</td></tr>
 *   <tr><td>PKIOperation by GET</td><td>
 *     {@link Rfc8894TransportIT#a_message_comes_by_get_in_base64},
 *     {@link Rfc8894TransportIT#a_message_in_the_alphabet_of_urls_is_not_base64},
 *     {@link Rfc8894TransportIT#get_and_post_of_one_message_are_answered_alike},
 *     {@link Rfc8894TransportIT#a_message_of_forty_kilobytes_comes_by_get},
 *     {@link org.scepter.blackbox.RequestSizeIT#the_longest_query_of_the_seed_reaches_the_application}</td></tr>
 *   <tr><td>path</td><td>
 *     {@link org.scepter.blackbox.EnrolmentIT#a_device_enrols_at_every_path_in_any_case_on_both_public_listeners},
 *     {@link org.scepter.blackbox.EndpointsIT#cisco_ios_finds_its_endpoint_at_the_path_that_it_takes_unless_told}</td></tr>
 *   <tr><td>lost SUCCESS</td><td>
 *     {@link Rfc8894TransportIT#a_lost_success_is_had_again_by_a_new_request}</td></tr>
 *   <tr><td>HTTPS excuses nothing; a key for each purpose</td><td>
 *     {@link Rfc8894TransportIT#plain_http_is_enough_and_https_is_no_excuse_for_a_missing_challenge},
 *     {@link Rfc8894TransportIT#the_ca_and_the_ra_have_a_key_for_each_purpose}</td></tr>
 *   <tr><td>SHA-1 in messages alone</td><td>
 *     {@link Rfc8894TransportIT#a_request_in_sha_1_gets_a_certificate_in_sha_2}</td></tr>
 *   <tr><th colspan="2">1.7 RFC 8894 §3.5.2: servers in the field</th></tr>
 *   <tr><td>GetCACaps closes the connection; AES and SHA-2 claimed and not kept; RA certificates with one key usage</td><td>
 *     {@link OlderDraftsIT#get_ca_caps_is_answered_at_every_endpoint},
 *     {@link OlderDraftsIT#what_the_capabilities_claim_is_what_the_answers_use},
 *     {@link OlderDraftsIT#the_ras_certificates_can_be_told_apart_by_their_key_usage}</td></tr>
 *   <tr><th colspan="2">1.8 draft-nourse-scep and habits of clients</th></tr>
 *   <tr><td>RA</td><td>
 *     {@link OlderDraftsIT#the_ras_certificates_come_with_the_cas_and_are_issued_by_it}</td></tr>
 *   <tr><td>signer subject</td><td>
 *     {@link OlderDraftsIT#the_signers_subject_may_differ_from_the_requests}</td></tr>
 *   <tr><td>transactionID (no age limit: the same enrolment always gets the same certificate)</td><td>
 *     {@link OlderDraftsIT#the_same_transaction_id_and_key_again_get_the_same_certificate}</td></tr>
 *   <tr><td>renewal</td><td>
 *     {@link OlderDraftsIT#a_pkcs_req_signed_by_the_old_certificate_renews_it},
 *     {@link OlderDraftsIT#an_empty_challenge_in_such_a_renewal_does_no_harm}</td></tr>
 *   <tr><td>algorithms</td><td>
 *     {@link OlderDraftsIT#des_and_md5_are_for_the_endpoint_of_old_routers_alone}</td></tr>
 *   <tr><td>keyUsage</td><td>
 *     {@link OlderDraftsIT#the_key_usage_of_a_self_signed_signer_does_not_matter}</td></tr>
 *   <tr><td>POST</td><td>
 *     {@link OlderDraftsIT#a_client_without_post_enrols_at_an_endpoint_without_post}</td></tr>
 *   <tr><td>nonces (one has to be there: Rfc8894AttributesIT)</td><td>
 *     {@link OlderDraftsIT#a_nonce_of_eight_octets_is_echoed_and_answered_with_as_many}</td></tr>
 *   <tr><td>order of certificates</td><td>
 *     {@link OlderDraftsIT#the_issued_certificate_comes_first_at_every_endpoint}</td></tr>
 *   <tr><td>manual mode</td><td>
 *     {@link OlderDraftsIT#an_operator_is_shown_the_fingerprint_of_the_request}</td></tr>
 *   <tr><td>GetCRL</td><td>
 *     {@link OlderDraftsIT#get_crl_is_served}</td></tr>
 *   <tr><td>GetCACertChain</td><td>
 *     {@link OlderDraftsIT#get_ca_cert_chain_is_no_operation_any_more}</td></tr>
 *   <tr><td>HTTP/1.0, BER</td><td>
 *     {@link OlderDraftsIT#a_client_of_http_1_0_needs_no_host},
 *     {@link OlderDraftsIT#a_message_in_ber_is_taken}</td></tr>
 *   <tr><th colspan="2">Attacks</th></tr>
 *   <tr><td>challenge reuse</td><td>
 *     {@link AttacksOnAuthorisationIT#a_challenge_that_was_used_is_worth_nothing_to_another_key_and_raises_the_alarm},
 *     {@link org.scepter.blackbox.ConcurrencyIT#one_challenge_from_32_threads_with_32_keys_gives_one_certificate_and_31_refusals}</td></tr>
 *   <tr><td>challenge used for another identity</td><td>
 *     {@link AttacksOnAuthorisationIT#a_challenge_is_worth_nothing_for_another_identity},
 *     {@link AttacksOnAuthorisationIT#a_challenge_is_worth_nothing_for_another_kind_of_certificate}</td></tr>
 *   <tr><td>empty or missing challenge</td><td>
 *     {@link AttacksOnAuthorisationIT#an_empty_challenge_is_none_and_none_is_refused},
 *     {@link AttacksOnAuthorisationIT#an_endpoint_without_authority_issues_nothing}</td></tr>
 *   <tr><td>unknown message type</td><td>
 *     {@link AttacksOnMessagesIT#an_unknown_message_type_reaches_no_authority}</td></tr>
 *   <tr><td>zero or several signers</td><td>
 *     {@link AttacksOnMessagesIT#a_message_has_exactly_one_signer},
 *     {@link AttacksOnMessagesIT#who_signs_with_another_key_than_the_requested_one_gets_nothing}</td></tr>
 *   <tr><td>subject and SAN escalation</td><td>
 *     {@link AttacksOnAuthorisationIT#nothing_of_the_request_but_its_key_is_in_the_certificate},
 *     {@link AttacksOnAuthorisationIT#whoever_asks_to_be_a_ca_is_refused},
 *     {@link AttacksOnAuthorisationIT#names_and_usages_that_were_not_authorised_are_refused},
 *     {@link AttacksOnAuthorisationIT#a_request_that_is_not_signed_by_its_key_is_refused}</td></tr>
 *   <tr><td>RenewalReq impersonation</td><td>
 *     {@link AttacksOnAuthorisationIT#a_forged_certificate_in_the_cas_name_renews_nothing},
 *     {@link AttacksOnAuthorisationIT#one_devices_certificate_renews_no_other_devices},
 *     {@link AttacksOnAuthorisationIT#a_revoked_certificate_renews_nothing},
 *     {@link AttacksOnAuthorisationIT#a_certificate_renews_itself_within_its_window_alone},
 *     {@link AttacksOnAuthorisationIT#the_signature_is_verified_before_the_certificate_counts}</td></tr>
 *   <tr><td>padding oracle (its timing: ADR 0031)</td><td>
 *     {@link AttacksOnMessagesIT#all_faults_behind_the_encryption_have_one_answer}</td></tr>
 *   <tr><td>replayed whole message</td><td>
 *     {@link AttacksOnMessagesIT#a_replayed_message_gets_the_same_certificate_and_never_a_second_one},
 *     {@link org.scepter.blackbox.ConcurrencyIT#thirty_two_copies_of_one_message_give_one_certificate_and_32_equal_answers}</td></tr>
 *   <tr><td>nonce tricks</td><td>
 *     {@link AttacksOnMessagesIT#a_nonce_is_echoed_byte_for_byte_and_never_given_back_as_ones_own},
 *     {@link LimitsIT#a_nonce_has_8_to_64_octets}</td></tr>
 *   <tr><td>stale message</td><td>
 *     {@link AttacksOnMessagesIT#a_stale_message_is_refused_where_clocks_count}</td></tr>
 *   <tr><td>big body, ASN.1 bombs, long keys</td><td>
 *     {@link LimitsIT#a_message_has_256_kibibytes_at_the_most},
 *     {@link LimitsIT#values_are_nested_32_deep_at_the_most},
 *     {@link LimitsIT#a_message_has_64_certificates_at_the_most},
 *     {@link LimitsIT#a_signer_has_an_rsa_key_of_2048_to_8192_bits_and_a_usual_exponent},
 *     {@link org.scepter.blackbox.UnreadableMessageIT#a_nesting_bomb_is_refused},
 *     {@link org.scepter.blackbox.UnreadableMessageIT#a_length_bomb_is_refused}</td></tr>
 *   <tr><td>GetCACaps downgrade</td><td>
 *     {@link AttacksOnMessagesIT#an_answer_is_no_weaker_than_its_request_whatever_the_capabilities_said},
 *     {@link AttacksOnMessagesIT#nobody_talks_an_endpoint_below_its_floor}</td></tr>
 *   <tr><td>relay to the challenge page, as ESC8</td><td>
 *     {@link AttacksOnAuthorisationIT#the_challenge_page_offers_no_ntlm_and_no_plain_http},
 *     {@link org.scepter.blackbox.MscepAdminIT#another_sites_page_cannot_take_a_password_with_a_browsers_help}</td></tr>
 *   <tr><td>RA key theft</td><td>
 *     {@link AttacksOnAuthorisationIT#the_ras_keys_request_nothing_for_anybody}</td></tr>
 *   <tr><td>leak by log or error</td><td>
 *     {@link AttacksOnMessagesIT#an_outsider_learns_nothing_about_a_challenge},
 *     {@link org.scepter.blackbox.SecretsIT#no_secret_that_was_handed_out_is_in_any_log}</td></tr>
 *   <tr><td>log injection</td><td>
 *     {@link AttacksOnMessagesIT#what_a_request_says_forges_no_line_of_a_log}</td></tr>
 *   <tr><td>transactionID as a key</td><td>
 *     {@link AttacksOnMessagesIT#a_transaction_id_of_other_characters_is_not_taken},
 *     {@link AttacksOnMessagesIT#a_transaction_id_is_data_and_no_sql},
 *     {@link LimitsIT#a_transaction_id_has_256_characters_at_the_most}</td></tr>
 *   <tr><td>access across endpoints</td><td>
 *     {@link AttacksOnAuthorisationIT#a_challenge_of_one_endpoint_is_worth_nothing_at_another},
 *     {@link AttacksOnAuthorisationIT#what_happened_at_one_endpoint_is_unknown_at_another}</td></tr>
 * </table>
 */
package org.scepter.blackbox.conformance;
