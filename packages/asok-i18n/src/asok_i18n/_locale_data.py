# Made by tools/generate_cldr.py from CLDR 47; do not edit.
# Copyright © 1991-2025 Unicode, Inc., under the Unicode License v3: see LICENSE.unicode.txt.
# ruff: noqa
"""Languages, scripts and regions: each line is a value, then all that lead to it."""

CLDR_VERSION = "47"

RIGHT_TO_LEFT_SCRIPTS = (
    "Adlm Arab Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb "
    "Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi"
)

# `Latn-ET aa abr`: the likely script and region of each bare language
LIKELY_BY_LANGUAGE = """\
Latn-ET aa aiw amf bji bsw bwo cra dwr gax gdl guk gwd gyl hae jnj kbr kmq kxc lgn liq mfx moy mpe
Latn-ET myf nnj om oyd she sid suq tsb wti zay
Latn-NG aaa aab abm abn abo acb acp adu afe afn afo agb agc ahn ahs aik ajw akd akf ala alf amb amo
Latn-NG anc ank ann anw aqg aqk asg atg aum auo awc awo aye ayi ayk ayu bau bbs bbt bbu bcn bcs bcv
Latn-NG bcy bde bga bgu bil bin bka bkv bky bma bol bom bqp bqw bqx brt bsf bsj bsl bsr bsx bta bte
Latn-NG btt btu buj bus bux buz bvh bvj bvw bwr bxo bxq byc byf byj byp bys bzw bzy bzz cbo cbq ccg
Latn-NG cch cdr cen cet cfa cfd cfg cie ckl cky cla cry cxh dam dbb dbd dbi dbm dbo dbp dbv deg dgh
Latn-NG dio dir dkg doh dot dri dsk dwa dyr dza dzd ebg efa efi ego ehu eka eke eki ekp ekr elm ema
Latn-NG enn env enw epi erh etb ets etu etx evh eza eze fah fam fie fir fkk fli fum fuv gbr gby gde
Latn-NG gdf gdu gea ged geg gek gel gew gib gkn glb glo glw gmd gmz gne gnh gpa gqa grd grh gua gvm
Latn-NG gwb gwg gwn gye gyz ha hbb hia hig hod hoe hwo ibb ibe ibm ibn ibr iby ich idc ide ids idu ig
Latn-NG igb ige igl igw ihi ijc ije ijn ijs ikh iki ikk ikl iko ikp ikv ikw ilv iqw iri ish isi iso
Latn-NG itm its itw iya izm izr izz jab jaf jbm jen jer jgk jib jid jie jjr jku jmb jmi jms jni jrr
Latn-NG jrt jub juh juk juo juu juw kad kai kaj kbz kcc kce kcf kcg kch kci kcq kcs kdl kdm kdp kdx
Latn-NG kes kez kgt khj kil kka kkd kkm kkr kks kku klk klo kmi kmy kna kni koc kof kov kow kpa kpk
Latn-NG kr krh krp ksm kso ksq ktc kub kug kuh kul kwb kwl lan ldb ldd ldg ldh ldj ldk ldl ldo ldp
Latn-NG ldq lla lnu lop mae mbu mcj mda mew mfl mfm mfn mfo mgi mgj mjs mkf mko mma mmf moi mrt mtl
Latn-NG mzk mzm nar nat nbb nbh nbo nbp nbr ndd ndi ndr ned nfd ngi ngs ngw ngx nin nja njr nkx nkz
Latn-NG nmi nqt nsc nuh nup nzr obu oda odu ofu ogb ogc ogg ogo ogu okb okd oke okr oks okx olm opa
Latn-NG org orr orx oso pai pbl pbn pcm pcn pcw pgs pip piy png pqa pwb pym pze rax res rin rod rsw
Latn-NG ruk ruy ruz say scv scw sde sha sho sir sqa sqh sur sxs syk tak tal tan tdk tdl tdo tdq tdv
Latn-NG tgd thy tiv tkq tsw ttb ttr tul tvd tvi txj tye tyy uba uda uha uji ukp ukq uku ukw ula ulb
Latn-NG uly umm une urh uss uta uth utr uya vem ver vit vkn vkz vor wav wja wji wma wom xab xoc xsh
Latn-NG xsn yay yaz yba ybj ybl yer yes ynq yo yot yun zah zaz zbu zem zhi ziz zlu zns
Latn-PG aac aad aag aah aai aak aau aaw abg abt abw aby ado adz aew aey aez afd afi afk afp agd age
Latn-PG agg agl agm ago aic aie aif ail aix akh aki akq akt ali alx amm amn amp amt anh anj anx anz
Latn-PG aob aod aoe aof aog aoj aom aon ape apo apr aps apz aso asx ata ate aui auk aun aup aur auy
Latn-PG avb avt awb awi awm aww awx aya ayq bbb bbd bbf bbn bbr bbv bcf bch bcm bco bcu bdd bdf bef
Latn-PG bek beo bey bfh bhf bhg bhl bie big bio biq bir bit bjc bjh bjk bjl bjp bjr bjz blq bmc bmh
Latn-PG bmk bmn bmp bmu bmx bmz bnp bnw boj bon bop boq bow bpe bpi bpm bpu bpw bql bqs brq bry brz
Latn-PG btp buk buo buq but buv bvn bwd bwf bwk bwm bxf bxh bxz bye byr byx byz bzf bzh can cga cjn
Latn-PG cjv ckr dac dad dah dby ddi ded dev dge dgg dgx dgz dia dju dmc dnd dnr doa dob dof dol don
Latn-PG duc dui duk dva dww eit eiv ele elk elu emi ena enq eri etr faa fad fag fai faj ffi fiw foi
Latn-PG for fqs frq fuy gaf gah gai gaj gam gao gap gar gat gaw gbe gbf gcc gcn gdd gdn gdr geb gfk
Latn-PG ggl ggt ggw ghs gim gip gka gkd gmg gmu gnm gnt gnu goc goi gpn grg grq grw grx grz gsn gsp
Latn-PG gve gvf gvs gyb hah ham hao hgw hhi hhy hih hkk hla hmt ho hob hot hrc hrw huf hui hul ian
Latn-PG iar idi igg igm igo imi imn imo ino iou ipi ipo isa itr iwm iws jae jbk jet jil jko jma jmw
Latn-PG kbk kbm kbq kbt kbw kbx kcb kcl kco kct kdf keh kew kgf kgu khl khs khz kih kij kis kit kiw
Latn-PG kjd kjs kjx kjy kkc klh klm klp klq klt klx kmf kmg kmh kmn kmo kms kmu kmx knr knv koa kol
Latn-PG kop koz kpf kpr kpw kpx kqa kqb kqc kqf kqi kqj kql kqw ksd kse ksi ksj ksl ksr ktk ktm kto
Latn-PG kud kue kuo kup kvc kvg kwj kwo kxa kxr kxt kxw kxz kyc kyg kyx kyy kze laz lbb lbq lbu lbv
Latn-PG lcm lei lek leq ler let leu lgt lib lid lih lkl lle llf lll lmg lni lnm loj los lsr luf lxm
Latn-PG mbh mbk mbq mbw mbx mcc mci mcq mcr mcv mcy mcz mdb mdc mds meb med mee mek met meu mft mfw
Latn-PG mgl mgt mgu mhf mhl miw mjj mjk mjm mjn mkc mkp mkr mle mlh mlp mmi mmo mmp mmq mmt mmx mna
Latn-PG mnm mox mpl mpn mpo mpp mps mpt mpv mpx mqe mqv mqw mqz msu msx msy msz mtc mtf mti mtv mty
Latn-PG mum mux mva mvk mvn mvq mwa mwb mwc mwg mwh mxk mxm mxw myw mze mzu mzz nac naf nak nal nas
Latn-PG nax nbk nby nca ncc nce ncf ncm ncn nco nej net nex nho nib nif nii nis niw niz nkg nkm nmw
Latn-PG nmx nnf nnk nnm noc nof noh nop nou npn nqn nrz nsn nss nud nuq nur nux nvm nwr nxr oin okk
Latn-PG okv omo omw ong onj onk onn onr ons ont opm opo oro osu oue oum owi oyy pby pda ped pek pep
Latn-PG pex pgi pin pix pkg pla pmr pnn pnr ppe ppn ppo ppq ppt prm prw psq pss ptp pup pux pwa pwg
Latn-PG rai rak rao rea rhp rmk rmp roe roo rpt rro rwa rwo sbc sbe sbh sbi sbq sdk sej seo sew sgz
Latn-PG sij sim siq siu siv siw six sjr skc skm sks sll slw smb smc smf smg smq smz snc snp snr snx
Latn-PG sny snz sol soq sow spd spe spk spl spm sps sra srf sry ssd ssg ssj sso sst ssu ssx ssz stf
Latn-PG stk stm sua sue sug sui suo svb swm swp taw tbc tbd tbf tbg tbj tbo tbs tbv tbx tci tei tgc
Latn-PG tgi tgo tgu tif tim tio tkv tlf tlx tmd tmq tmy tnh tns tof tpa tpi tpz tqm tqo tqp trb trh
Latn-PG tsx ttd tte ttu ttv tua tuc tuh twp tww tya tzx uar ubr ubu ufi uis ukg uln una uni unu upi
Latn-PG urg uri urm uro urt urv urw urx usa usu utu uvh uvl val vam van viv vmg wab wag waj wat wax
Latn-PG waz wdg wed wei wer wgb wgi whg wii wiu wiv wla wmc wmo wmx wnb wnc wnp wnu woc wog wos wrs
Latn-PG wrv wsk wsr wtf wtk wut wuv xar xbi xes xeu xkx xla xoi xop xow xrw xsi xsp ybm ybo ybx yby
Latn-PG yde ydk yee yev ygl ygm ygr ygw yis ykk ykm ykr yla ylb yle ylg yll ylu ymb yml ymo ymp ynl
Latn-PG yob yon yra yrb yrw yss ytw yuj yut yuw ywa yyu zeg zgr zia zik zmh zsa zsu zuh
Latn-IT aae cim cms egl fur ims it lij lld lmo mhn nap nrp pms rgn sbv sc scn sdc sdn sro svm vec xrr
Latn-IT xum xvo xvs
Mlym-IN aaf all kev kfh mjq mjr mjv ml pcf pcg pkr udg yea
Latn-CM aal abb add ael agq ags aku anv asj ass ato azo baf bag bas bav baw bbi bbj bbk bbq bbw bbx
Latn-CM bby bce bcw bdn bdu beb bec bfd bfj bfm bfp bgf bgj bhs biw bju bkc bkh bkm bko bmo bmv bnz
Latn-CM boe bpc bqd bqm bqo bqt bqz bri bse bsi bss btc bum bvg bvm bwh bwt bxp bxs byb byv bzv ckx
Latn-CM cnq cuv dae dbq dek dii dkx dme dmm dmo dow dua dur duz ekm emn emz eto ewo fak fal fll fmp
Latn-CM gid gis giz gke gmm gmn gnd gou gyi hij hna hya isu iyo jbu jgo jia jim kdz ken kfl kfn kid
Latn-CM kkj klc kme kmp knp kot kqx ksf kvj kvm kwu kzr lbi lem leo lfa lmp lmx lns luw maf mbo mcp
Latn-CM mcs mct mcu mdd mea meq mfd mff mfh mfj mfk mgg mgo mhk mif mij mkk mlb mlr mlw mmu mnf mpi
Latn-CM mqb mru msv mtk mua muc mug muo muy mxf mxu myg mzd nbv ncr ndb ndu nfu nge ngj ngn ngv ngy
Latn-CM nhu njj njy nkc nla nmg nml nmr nnh nnz nsh nvo nwe nza obl oku ost ozm pbi pfe pmm pmn pny
Latn-CM sgi sox swq szv tik toz tsh ttf tui tvu twn udl uiv usk vut weh wes wok www xed xmb xmd xmg
Latn-CM xmj yam yas yat yav ybb yei yko zhw zuy
Latn-BR aan aap acs adw ait ama api apn apu apv apy aqz arj ark arr aru arx asn asu atr atx avo avv
Latn-BR awe awt axg bkq bor ccd cin cul des dny fun gqn gta gub gun gvc gvj gvo gvp hir hix hrx irn
Latn-BR jaa jbt jua jup jur kav kay kbb kbc kgk kgp kmv knm knt kpj kpn kqq kre ktn ktx kui kuq kwa
Latn-BR kxo kyr kyz kzw lkd ltn mav mbc mbj mbl mdz mmh mmv mnd mpd mpq mpu mpw msp myp myu mzo mzr
Latn-BR nab nuc opy orw oti otu oym pab pad paf pah pak pav pax paz pir plu pog pok prr pt pth pto
Latn-BR pur pyn ram rkb sae shb sik skf slj sru suy swo swx tae taf tba tca ter tgv tka tkf tme tpk
Latn-BR tpn tpr tpy tqb trz tud tuo tux twt txi txu uam umo unk urb urp uru urz vkm waf wau waw wca
Latn-BR wir wmd wsu wyr xai xaj xat xav xbw xer xet xir xiy xkr xmo xok xoo xor xpk xpn xra xre xri
Latn-BR xtw xwa xxr xyl yab yaw ybn yrl yro ywn zkp
Arab-DZ aao arq kcy tjo
Latn-US aaq acv aht akz ale apj apk apl apm apw ari arp ats atw cad cea chh chl chn cho chy cic ciw
Latn-US cjh cku clm col com coq crd cro crz csm css cst csz ctc ctm cup dak del ems en esi ess esu
Latn-US eya fla frc gul haa haw hid hoi hop hup hwc ik iml ing iow kee kic kio kjq kju kla koy krb
Latn-US ksk ktw kuu kyh kyl lkt lmw lou lui lut mez mhq mia mik mjd mjy mnr mod mov mrc mus myh ncz
Latn-US nez nmu nnt nok nsq nsz nv obi oma ood pao par paw pdc peb peq pim pmw pom poo pot puy qua
Latn-US qui qun qwt qyp sac see ser shh sht sis sjw ska skd slh sln sno spo taa tau tcb tew tfn til
Latn-US tix tli tol tow tqn tqw tub tun tuu twa twf uma unm ute veo waa wac wam was wic win wiy wnw
Latn-US wyn xaw xch xnt xpq yak yok yuc yuf yum yur zun
Latn-TZ aas asa bdp bds bez bou ccl cwa cwe dhs dne doe egm fip gmx gog gow gwe han haq hay heh hka
Latn-TZ hts ikz irk isn jit jmc kcu kcz kdc kde ked kiv kiz kki kqh ksb kuj kya lag mgq mgs mgv mgw
Latn-TZ mgy mgz mhd mjh mpa mvw mwe ndg ndh ndj ngp ngq nih nim njd nkt nnq now nsg ntk nww nxi nym
Latn-TZ nyy old pbr piw poy reg rim rnw rof ruf rui rwk rwl sad sbk sbm sbp seg soz ssc suj suk suw
Latn-TZ sw tcc tny vid vin vun wbh wbi wbj wka wtb wun xnj zaj zak zga zin ziw
Grek-GR aat cpg ecr el grc pnt tsd yej
Latn-ID aax aaz abs abz ace adn adr afz agf ahh aip air akb akc akg alo alp amk amq amv and aol aos
Latn-ID aoz apg apx aqm asc asi asl asy asz atq auq auu auw awh awr aws awu awv awy ayz bac baj ban
Latn-ID bay bbc bcd bdb bdl bdw bdx bed bei bep beu bew bfe bfg bgb bgv bgy bgz bhc bhp bhq bhv bhw
Latn-ID bhz bjn bkl bkn bkr bkz bld blf blj bls blz bna bnd bne bnf bnq bnu bnv bpg bpo bpp bpq bpv
Latn-ID bpz bqb bqq bqr brp brs bsa bsm bsu bti btj bts btx bty btz bug bup bve bvk bvt bvu bvz bwp
Latn-ID byd byl bzb bzl bzn bzp bzq bzu cia cml cns daz dbe dbf dbn ddw dei dem dij diy djo dkk dmr
Latn-ID dms dmu dmy dna dni dnk dnt dnw dok drn dsn dun dup duq duv duw ebc eip ekg emb emw end eno
Latn-ID enr ert erw etz fau flh frd gak gay gbi gef gei ges gop goq gor grs gzn had hap heg hik hji
Latn-ID hmu hov hrk hti htu hud huk huw hvn ibu id ihb ihp ila ilu imr in ire irh irx ism itd itx iwo
Latn-ID jal jaq jau jax jbj jbr jei jel jka jmd jv jvd jw kax kbi kbv kcd kdw kdy kei kgb kge kgq kgr
Latn-ID kgv kgw kgx khc khd khe khh khp kig kiq kiy kja kjc kje kjk kjr kkb kkl kkv kkx kli klw kly
Latn-ID klz kmt knd knl knx kod kpd kpi kpq kps kpu kqv krz ksx kti kts ktt kuc kuk kuv kvb kvd kvh
Latn-ID kvo kvp kvr kvv kvw kvz kwe kwh kwr kwt kxq kyd kyo kyt kzb kzd kzf kzl kzm kzp kzu kzv kzx
Latn-ID kzz lau law lbw lbx lcc lcd lce lcf lcl lcq lcs lev lew lex ley lgi lhh lio liw lix lje lji
Latn-ID ljl ljp llg llm llq lmf lmj lmq lmr lmy lnd loa loe lox lpe lrn lrt lti ltu lur lvu lwe lwt
Latn-ID mad mak max mdr mej mfb mfp mgf mgk mhp mhs mhy mhz min mkn mky mli mmb mnb mnu mnx mnz mog
Latn-ID mok moq mpy mqa mqc mqf mqg mqi mqj mqn mqo mqp mqr mqs mqx mqy mrf mrx mrz msf msg msl mso
Latn-ID mss mtd mtg mth mtj mui mvd mvp mvr mvs mvx mwv mxd mxn mxz myl mzq naa nae nbn nbq ndx nea
Latn-ID nec ner nfa nia nij nil nir njs nkj nks nlc nlk nni nps npy nqm nsy nxe nxg nxl nxx oia oni
Latn-ID onx opk orz otd pas pdn pdo pea pee pel pey pgu pku ple plh pmf pmo pmy pnc pni pnp pns ppk
Latn-ID ppm pru psa pse psn ptn ptt ptu puc pud puf puj put rac ran raz reb rej ret rgu rir riu rjg
Latn-ID rmh rmm rnn rob ror row rth saj sao sas sau saw sbg sbr sbt sbx scg sda sdq sdu set seu sge
Latn-ID sgu sjb skh ski sko skv skx skz slg slp slu sly slz smr smw snu sob spb spi spr sre srl srt
Latn-ID srw ssq ste su sve swr sws swt swu sxn sya szb szn szp szw tad tbp tby tcg tcm tcq tdi tdj
Latn-ID tdn tds tev tfo tft tip tjg tkx tlb tld tlg tlk tln tlt tlu tlv tmg tmj tml tmn tmu tni tnm
Latn-ID tnt tnw tom toy tpf tpg tre trt tti ttn ttp tty tuj tve tvm tvo tvw twe twg twu twy txe txm
Latn-ID txn txq txs txt tyn tzn udj ues uhn uka ulf ulm ulu ums unz urn ury vbb vkk vkl vko vkt vme
Latn-ID vms vto wad wah wai wbb wbe wbw weo wet wew wfg wgo wha whk whu wkd wli wlw wmm wms wng wnk
Latn-ID wno wod woi woo wor wow wrp wru wrx wsa wtw wul wuy xau xay xbr xdy xem xkd xke xkl xkn xkq
Latn-ID xks xkw xmm xmt xmx xmz xod xse xte xwr xxk xxt yac yet yir yki yli ymn yrs yva zbt zka zrs
Cyrl-GE ab os
Latn-CI aba abi abu adj ahi ahm ahp ald any ati avi bci bet bev bjw bqv btg das dic dnj dyi ebr ega
Latn-CI eot esm ggu gie gnj goa god gov gud gwa gxx hwa jek jod jud kfo kga kqm ktj kwp kxb kyf kzc
Latn-CI lda loi lor mka moa mtb mxx neb ney nhb nku nwb plr pye seb sef sev ted tgw tjn wan wec wob
Latn-CI xgb yre
Latn-PH abc abd abp abx agk agn agt agv agy agz akl alj apf aqn atd atk atl atm atp att atz ays ayt
Latn-PH azt bfx bgi bgs bik bjx bkd bks bku bln blw blx bnc bnj bno bpr bps btn bto btw bvy bya cbk
Latn-PH cbw ceb cgc clu cps cts cyo daw dgc due dul duo duy dyg ebk esy fbl fil gad gdg hil hnn ibg
Latn-PH ibl ifa ifb ifk ifu ify ilk ilo ilp inn iry isd itb iti itt itv ity ivb ivv iwk kak kkg klg
Latn-PH kll kmd kmk kml knb kne kqe krj ksc ksn ktq kyb kyj kyk kyn laa lbl loc mba mbb mbd mbi mbs
Latn-PH mbt mdh mkx mlz mmn mqk mrw mry msb msk msm mta mtw obk obo pag pam plc plv plw prf prh pwm
Latn-PH rbk rbl rol sbl sfe sgb sgd sjm skn slm smk sml snl srg srv ssb sse stb suc syb tbl tbw tdy
Latn-PH tgn tgt tis tiu tiy tl tsg twb ubl vbk war xnn xsb yka yog
Latn-CA abe alq asb atj bcr bea bla blc bue caf cay chp clc coo crg crx den dgr dtd geh git gwi hai
Latn-CA has hax hei hur ikt kkz kut kwk lil mic moe moh ncg nuk ojb ojc ojw oka one ono otw pdt pqm
Latn-CA scs sec sek shs squ srs sto str tce tgx thp tht tsi ttm tus wdt
Latn-MY abf bdg bdr bnb bny bsy bth btq ccm cwg dbj dkr dmg dmv dpp drg dro dtb dtp dtr gnq grm iba
Latn-MY ilm jah jak jhi kag knq kns kqr kqt kve kxi kxn kyi kys kzi kzs lhn lkj llk lnh low lra mcm
Latn-MY mel meo mhe mnq mqq ms msi mvv mxr mzt nrm ntd orn ors pez plz pna pne pnm ree ruu sbo sdo
Latn-MY sdx sea sib skp sne snv spg srk ssm sza szc tea tgb tgq tih tmo tmw trx ttw txa txx umi xbn
Latn-MY xky zbc zbe zbw zlm zmi
Arab-TJ abh
Rjng-ID abl
Latn-GH abr acd ada adq afh afu aha ak akp anf avn bim biv bov bwu cko cli cll cpn dag dga doy ee gaa
Latn-GH gjn gpe gur gwx hag jmr jwi kma kph kus kye lar lef lgq lig lip maw mzw naw ncu nfr nko nkq
Latn-GH nlu nnu ntr nyb nzi saf sfw sig sil snw ssl tcd tpm vag wlx wss xkt xon xsm xxb
Arab-BH abv
Latn-CO aca ana ano ans arh bao bdc bmr bsn cbb cbc cbd cbg cbv cby chb cmi coe crf cto cub cui gob
Latn-CO guc guh gum guo hto icr inb inj kbh kog kpc kvn kwi mbn mbp mbr mcl mot myy noa noj pbb pij
Latn-CO pio pln pui sja slc snn sri tav tbn tdc ten tit tnb tnc tnd ttk tue tuf ycn ynu yui yup
Latn-LC acf
Latn-UG ach adh cgg gwr ikx kcn kdi kdj keo koo kpz laj lg lgg lke lsm lth luc mhi myx ndp nuj nyn
Latn-UG nyo nyp rub ruc rwm snm teo teu tlj ttj xog
Arab-IQ acm ayp bjm ckb sdb sdf
Latn-CN acn aeu atb bca bfc bfs blr buh bwx byk cng cpx cqd doc dta duu ers hma hmm hmn hmp hms hmw
Latn-CN hmy hmz hni hrm ili ium jiu jiy kmc lhi lhu lic mjg mji mmd mmr mnp muq nru nuf nxq pcc pmi
Latn-CN pmj sce slr tji tjs vwa wbm ybe ycl za zhn zyj
Arab-YE acq ayh ayn sqt
Latn-GT acr agu caa cac cak ckz itz ixl jac kek kjb knj mam poc poh quc qum quv ttc tzj usp xin
Latn-NL act drt dum fy gos li nl odt ofs stl twd zea
Latn-EC acu auc cbi cof jiv mue qud qug quw qvi qvj qvz qxl qxr sey teb zro
Arab-SA acw ars
Arab-OM acx adf bhm hoh hss luv shv zum
Latn-CY acy
Latn-SD acz bdi daj dec dil fvr gza hbn jle jum kcp kec keg kgo kib kko liu lmd lro mls mor nyi otr
Latn-SD shj shw tag taz tbi teq tey tic udu xom xtc zag zmo
Latn-TL adb bfn bkx ddg gal hbu idt kem krd lka lva mgm mjb mkz nxa tdt tet tkd wlh wmh
Latn-TG ade ahl aks ayg bqg bud gej gng ife kbp kdh kef keu kpo las mfq nmz wci wud
Latn-AU adg adt aea aer aid ajn alh aly amg amx amy amz ant aoi ard are avm awg awk axe axl ayd bcj
Latn-AU bck bdy bia bjb bjy bpl bpt bvr bxi bxj bxn bym bzr coa dax dbl dda ddj ddr dgn dgt dgw dhg
Latn-AU dhl dhr dhu dhx dif dja djb djd djf dji djj djn djr djw dmd dmw drl dth dwu dwy dyb dyd dyn
Latn-AU dyy dze eaa err fln gbb gbd gbu gbw gcd gdc gdh gdj gdt ggd gge ggk gia gih giy gjm gjr gko
Latn-AU gll gma gmr gni gnl gnn gnr gtu gue guf gup gvn gvy gwm gwu gww gyd gyf gyy hrp ibd ihw iin
Latn-AU ikr ilg jan jao jay jbi jbw jig jng jui kba kbe kda kdd kgl kgs kjn kkp kky kld ktd ktg kux
Latn-AU kuy lby lbz lja ljw ljx lkm lku llj lmc lnj lnw lrg mec mem mep mfr mhg mpb mpc mph mpj mvl
Latn-AU mwf mwp nam nay nbj nck ngk nha nhf nid nig nji nju nlw nly nmp nmv nna nnr nnv nny nrk nrl
Latn-AU nrx ntg ntj nug nuy nwg nwo nxn nyh nys nyt nyv nyx okg olk pit piu pjt pkn pmd pnj pnv pnw
Latn-AU pti rbp rit rkw rmb rnr rop rrt rxd rxw tbh tcs tgz thd tiw tjj tjp tju tjw typ ugb uky ulk
Latn-AU umd umg ump umr ung unn urc urf uwa vka vku vma vmb vmi vml vmu waq wbp wbt wbv wdj wdk wdu
Latn-AU wdy weg wga wgg wgu wgy wie wif wig wih wij wik wil wim wkr wkw wky wlg wlu wmb wmi wmt wnd
Latn-AU wnm wnn wny woa wrb wrg wrh wri wrk wrl wrm wro wrr wrw wrz wth wua wub wur wux wwb wwr wxw
Latn-AU wyb wyi xbb xbd xbe xbg xbj xbp xby xda xdk xgd xgg xgi xgm xgu xgw xjb xjt xmh xmp xmq xmu
Latn-AU xmy xni xnk xnm xnu xny xpa xpb xpd xpf xph xpj xpl xpt xpv xpw xpx xpz xrd xrg xru xth xtv
Latn-AU xud xul xun xut xwd xwj xwk xwt xww xxm xya xyb xyj xyk xyt xyy yda yga ygi ygu yia yii yij
Latn-AU yil ylr ynd yrm yry yty yub ywg ywr yww yxa yxg yxl yxm yxu yxy yyr zku zma zmc zmd zme zmg
Latn-AU zmj zmk zml zmm zmr zmt zmu zmv zmy znk
Latn-IN adi adl aim ajz anm apt bgg bgr biu caq cdf clk crv cvg dis dln gac gnb haj hmr hra hru idb
Latn-IN kff kfv kfw kha khr kix kmm kxv lax lmk lus mhu mjw mrg mrh mxj nag nbc nbe nbi nbt nbu ncb
Latn-IN nct njb njh njm njn njo njz nkb nkd nkf nkh nki nma nme nmf nmh nmo nng nnl nph npo npu nre
Latn-IN nri nsa nsm nzm onp pbv pck pmx pub ria rnl sch sgp sii sjl smt suv tcz tgj tro trp try tvt
Latn-IN vap vkp yim zom
Tibt-CN adx bo jya khg otb
Cyrl-RU ady agx akv alr alt ani aqc atv av ba bph bua ce chm cji ckt clw cu cv dar ddo dlg enf enh
Cyrl-RU eve evn gdo gin gld huz inh itl jdt kap kbd kca ket khv kim kjh koi kpt kpy krc krk kum kv
Cyrl-RU kva lbe lez mdf mns mrj mtm mud myv ndf neg nio niv nog oaa oac omk orv ru rut sah sel sia
Cyrl-RU sjd sjt sty tab tin tt tyv ude udi udm ugh ulc xal xas xdq xpm xrm xrn xwo ykg ynk yrk ysr
Cyrl-RU yug yux zko zkz
Avst-IR ae
Arab-TN aeb sds
Arab-EG aec ar arz avl siz
Arab-AF aee aiq ask bsh glh gwt haz isk jat mhj mnj nli pbt phv prc ps psh psi sdg sgy sts tra trm
Arab-AF uzs wbk wsv xvi
Latn-NC aek aji ane aok aqr axx bpk bwa cam cir cks dhv duf fwa hvk iai jas jaz kdk mkt mrk msq nee
Latn-NC nek nem nen nua piz pme pop pri sih uve wmn yly
Latn-VN aem bdq bru cje cma cmo cnc crw cua enc giq gir hal hld hmf hmv hre hro ibh jeh jra kjm kpm
Latn-VN kta ktv kxy laq lbt lgh lha lkc lwh mlc mng mnn moo mtq neo nuo nut pac phg phh puo rad ren
Latn-VN rgs rmx roc rog scb sed stg sti stt tas tdr tkz tmm tou tsl twh tyh tyj tyl tys tyt tyz vi
Latn-VN xao xhv zng
Arab-PK aeq bal bdz bft bgn bgp bhe brh bsk clh deh dmk dml ggg ghr gig gjk gju gwc gwf hnd hno jdg
Arab-PK jnd jog kbu khw kvx kxp lah lrk lss mby mki mve mvy nlm odk oru phl phr plk pst sbn scl sd
Arab-PK shd skr trw ur ush vgr wne xhe xka ydg
Latn-ZA af cmt fly fng gic gku kqu kqz ngh nr nsb nso oor ss st tn ts ve xam xeg xh xii zu
Arab-KW afb
Latn-MX afs amu azd azg azm azn azz cco chd chf chj chq chz cip cle clo cly cnl cnt cob coc coj cok
Latn-MX coz cpa crn csa cso cta cte ctl ctp ctu ctz cuc cut cux cuy cvn cya czn dih emm eud hch hue
Latn-MX hus huv hve hvv ixc jmx klb lac maa mab maj maq mat mau maz mbz mce mco mdv meh mfy mhc mib
Latn-MX mie mig mih mii mil mim mio mip mir mit miu mix miy miz mjc mks mmc mpm mqh mto mtu mtx mvg
Latn-MX mxa mxb mxp mxq mxs mxt mxv mxy mza mzi mzl naz nch nci ncj ncl ncx neq ngu nhc nhe nhg nhi
Latn-MX nhk nhm nhn nhp nhq nht nhv nhw nhx nhy nhz nlv npl nsu ntp nuz ocu opt ote otl otm otn otq
Latn-MX ots ott otx otz pbe pbf pbm pbs pca pei pia plo pls pmq pmz poe poi poq pos pow ppi pps pua
Latn-MX pxm sei stp tac tar tbu tcf tcu tcw tee tep thh tku tla tlc tlp toc toj too top tos tpc tpl
Latn-MX tpp tpt tpx tqt trc trq trs tsz twr tzh tzo var vmc vmj vmm vmp vmq vmx vmy vmz xpo xta xtb
Latn-MX xtd xti xtj xtl xtm xtn xtp xts xtt xtu xty xzp yaq yua zaa zab zac zad zae zaf zam zao zap
Latn-MX zaq zar zas zat zav zaw zax zca zoc zoh zoo zoq zor zos zpa zpb zpc zpd zpe zpf zpg zph zpi
Latn-MX zpj zpk zpl zpm zpn zpo zpp zpq zpr zps zpt zpu zpv zpw zpx zpy zpz zsr zte ztg ztl ztm ztn
Latn-MX ztp ztq zts ztt ztu ztx zty
Latn-PE aga agr amc ame amr anb arl ash atc avs ayc boa cah cbr cbs cbt cbu ccc cht cjo cni cod cot
Latn-PE cox cpb cpc cpu cpy cuj hib hub hug huu hux inp iqu isc jeb jqr kaq mcb mcd mcf mts myr not
Latn-PE oca omc omg omu ore pib pig pno prq qu qub quf quk qup qur qux quy qva qvc qve qvh qvl qvm
Latn-PE qvn qvo qvp qvs qvw qwa qwc qwh qws qxa qxc qxh qxn qxo qxp qxt qxu qxw rem rgr shp sni spq
Latn-PE trr ura yaa yad yme
Latn-CD agh alz asv bbe bbm bcp bct bhy bip biz bja bkf bkp bkt bli bmb bmg bml bni bnx boh bpj bqu
Latn-CD brf brm buf buu bwl bws bww bxg byi bzm bzo dez diz dno doo dzn efe flr fom fuu gey gix gox
Latn-CD hav hba hem hke hoo hum jgb job kbj kcv kcw kdg kel kg khx khy kkq kmw kny kpl ksv ktf ktu
Latn-CD kty kws kzy lal lea led lej lel les lgm lgz lie lik liz lmi ln lnz log lol loo loq lse lu lua
Latn-CD luj lvl lwa mdi mdj mdk mdm mdp mdq mfc mmz mnh msj mwz mxh myc nbd nbw ndk ndl ndt ndw nga
Latn-CD ngb ngc nix niy nkw nlj nlo nnb noq nto nue nuu nxd nyc nyg nyj nzd okc omi oml pae pem pmb
Latn-CD pof ppp rnd shc shr skt slx smx sng soc sod soe soo sop sub swf szg tap tbm tbt tek tii tll
Latn-CD tmv tor vau won yaf yel ymg yng yns yom zla zmb zmf zmp zmq zms zmw zmz zne
Deva-IN agi ahr anp anq anr asr awa bee bfb bfy bfz bgc bgd bgq bgw bha bhb bhd bhi bho bht bhu biy
Deva-IN bjj bns bpx bra brx cdh cdj cih daq dho doi duh emu fmu gbk gbm gdx goj gok gon gra hi hlb
Deva-IN hne hoc hoj hoy jnl jns kex kfb kfk kfp kfq kfr kfs kfu kfx kfy khn kjo kmj knn kok kru ksz
Deva-IN kyw lae lbf lbm mag mai mjl mjt mkb mke mr mrr mtr mut mwr nlx noe noi oon pch pci pgg phd
Deva-IN pwr raj rtw rwr sa sck sgj sjp srx swv tdb tkb twm vah vas vav vjk wbr wtm xnr
Ethi-ET agj ahg alw am anu awn bcq bst dox drs gez gmv gof gru har hdy ior kqy ktb mdx mdy muz mvz
Ethi-ET mym sgw stv ti wal wle xan zwa
Latn-SB agw aia alu apb aua aud baa bgt blb blp brr bvc bvd bxa dor faf far gga ghn gmb gri hoa jaj
Latn-SB kji kkk ksg kwd kwf kzk lga lgb lgl lgr lgu llu lvk mln mlu mnv mpr mrn mte mvo nfl ngr nke
Latn-SB nlg nlz npx ntu ojv ora pis piv rri rug sbb sky stn svs tbe tkp tkw tlr tnx tqu tva uge utp
Latn-SB vnk vrs
Latn-VU ahb akr alm aor app aty aul bi bki bnk bnr bpa brj btr crc dix erg erk etn fnb frt fut hiw
Latn-VU iff klv krf lgk lht lkn llp lmb lml lmu lnn lpa lrv lrz lww lzl mkv mla mll mlv mlx mme mmg
Latn-VU mmm mmw mnl mrb mrm mrp mrs msn mtt mvt mwi mwo mxe nkk nmb nmk nms nnd nrg nsw nvh nwi olr
Latn-VU omb onu pgk plb pma psw ptr ptv rga rpn sax ske sku sns ssv sww tgp tgs tlm tls tmb tmi tmt
Latn-VU tnk tnl tnn tnp tql tsr tvk upv urr uur vao vlp vnm vnp vra vrt wlr wsi wwo
Latn-MM ahk anl cbl cek cey cfm ckn clj clt cmr cnb cnh cnk cnw csj csv csy cth czt dao ghk hlt jmn
Latn-MM kac kvl lpn lsi lzn mhx mwq nlq npg nqq nqy ntx nun pdu prk pyy pzn raw ril rtc sez tcp tlq
Latn-MM ukk umn weu zkd zyp
Ahom-IN aho
Arab-CN aib srh ug
Latn-AG aig
Syrc-IQ aii kqd syr
Hebr-IL aij hbo he huy iw jbe jpr jrb jye lad lsd trg yhd yud
Kana-JP ain ryu
Mymr-IN aio kht ksu phk rmz
Latn-CF aiy axk bbp bdt bff bfl bjo bkg bkj bme boy bpd bqk bvq deq dgk gba gbg gbp gbq gbv gdi geq
Latn-CF gnz gso gyg kah kbn kcm ksp kuw kym liy lna lnl mcx mdn mgn mzv nbm ndy ngd ngg nmj nzk pnz
Latn-CF sbz sg snj sqm ukh vae yaj yky yul
Latn-SS aja atu avu bdh bdj bex bfa blm bot bvi bxb ddd dib did din dip diw dks fer gbn hom idr imt
Latn-SS kbo koe krs lgo lkr lky loh lot lpx lqr lul lwo mfz mgc mgd mqu muh mur mwu myj ndz njl nus
Latn-SS nwm oie pga shk tex tgy thu toq ukv
Latn-BJ ajg aug ayb bba beh blo bly bqa bqc cbj cib ddn dop fod fon fue gbh gbs gbx guw ica idd ijj
Latn-BJ kqk mkl mql mxl nqg nqk ntm pil soy sxw tbz tfi wem wwa xkb xwe xwl
Latn-GY ake aox brc gyn mzx pbc skw tdm wap
Xsux-IQ akk
Latn-SR ako arw djk hns jvn kww njt srm srn tri way
Latn-CG akw beq bkw bmw bok bui bvx bwz dde ebo ifm iyx kkw koh kwc kxx ldi lli mbm mdt mdu mdw mkw
Latn-CG moj mow nda ndn ngz njx nzu sdj tsa tyi tyx vif xku zmx
Latn-CL alc arn huh kuz rap yag
Laoo-LA alk brv kjg kuf lbo lo ncq ngt pho sct sqq sss tth tto
Latn-XK aln
Latn-TW ami bnn ckv dru fos pwn pyu pzh ssf sxr szy tao tay trv tsu tvx uon xnb xsy ycr
Latn-TD amj bdm bdo bes bid bjv bmi bso btf bub bva bvf bvo bxv ckq daa dai dau djc dsi dzg fgr fni
Latn-TD fui gab gdk gdm glc glj glu goy gqr gvl hed hor jeu jyy kbl ker kia kie klf kou kqp kth kvf
Latn-TD kvi kwg kwv kxj kyq lap lln lme mcn mcw mdg mes mgb mge mje mlj mmy mne mou moz mpg mpk mse
Latn-TD mub muj mvh mvu mwm myb ndm nie nmc nnc nnn noy nzy rou saa sba sbj sjg sok sor swy sys tax
Latn-TD tma tmc tng trj tug tuq ubi vkj xuo zim zna zrn
Jpan-JP ams ja yoi
Syrc-SY amw lhs oar
Latn-ES an ast ca es eu ext fax gl gnc mxi osp quq rmq xaa xvn
Latn-GB ang cnx cy enm gd ghc kw oco owl pld rme rmw sco trl wlm
Latn-ST aoa cri pre
Latn-VE aoc bae bvv bwi car ciy cuo gae gct guu jru mcg mch mht pbg pbh pev pid spc tmz wba wpc xak
Latn-VE xsu yae yar yau yvt
Beng-BD aot bn ctg rkt sdr syl
Arab-SY apc
Arab-SD apd bej brk dgl fia
Deva-NP aph bap bhj bmj brd byh byw cdm chx ctn dhi dhw drq dry dty dus dwz emg ghe gvr gyo hut jee
Deva-NP jml jul kgj kgy kif kip kjl kkt kle klr kra kte kyv lbr lhm lif lmh loy luu mgp mjz mrd nao
Deva-NP ncd ne new nmm nwx ola phw pum raa rab raf rav rji rjs scp skj soi syw taj tdg tdh tge the
Deva-NP thf thl thq thr ths tij tkt ttz vay wme xsr ybh ybi
Latn-ML aqd bm bmq boo boz bxw bze bzx dba dbg dbt dbu dbw dds dgb djm dmb dsq dti dtk dtm dto dts
Latn-ML dtt dtu dux dym ffm hmb jow kao khq mwk myk nzz ses shz snk spp taq tde tst xkg
Latn-PY aqt ayo cag ceg enl enx gn guq gva mca nhd pta spn tmf tpj
Armi-IR arc
Latn-BO aro ay brg caj cao cap cas cav caw cax caz cyb ese gnw gui gyr ign ite ito jor lec mtp mzp
Latn-BO pcp pnk psm puq qul rey sar srq tna tno trn ure yuq yuz
Arab-MA ary
Beng-IN as bpy cdz der grt kdq mni rah unr unx
Sgnw-US ase
Arab-IR atn avd azb bqi def esh fa fay faz gbz glk gzi hac hrz kfm klj kmz ktl lki lrc lrl lsa luz
Arab-IR mzn ntz nyq prd qxq rdb rmt sdh sgr shm siy smy sqo srz tks tov vaf vmh xkc xkj xkp
Latn-ZM auh bem bwc ilb kqn lam leb leh loz lue lun lyn mgr mho mwn mxo nka nse sby shq sie sta toi
Latn-ZM ttl
Arab-LY auj ayl gha jbn
Latn-PF aut mqm mrq mrv pmt ray ty
Arab-UZ auz
Latn-001 avk bzt dws eo ia igs io jbo ldn lfn neu nov qya tok tzl vo
Latn-AR axb crq crt moc mzh ona plg pue qus teh tob ule vil wlv
Armn-AM axm hy hyw rmi
Latn-AZ az bdk kjj kry tkr tly ttt
Latn-GW bab bif bjg ble ccj eja kcj knf msw pbo pov
Latn-BS bah
Latn-AT bar
Bamu-CM bax
Latn-GA bbg buw dma gev kbs keb koq kzo lup mhb mye nmd nra nxo nzb pic puu sak sbw snq swj sxe syi
Latn-GA syx tck teg tsv vum wdd wum zmn
Geor-GE bbl jge ka oav sva xmf
Latn-BF bbo bfo bib bof box bwj bwq bwy bxl cme cpo dgd dgi dgs dnn dos dya dyu gna gux kfz knz kqg
Latn-BF kst kza lee lob mos nnw nti nuv pnl pnq pug rkm sbd sen sep seq sif skq sld sos stj sym tiq
Latn-BF tsp tuz vig wbf wib xrb
Latn-SN bcb bcz bda bjt bqj bsc cae cou csk cwt dyo fap ff gsl hhr krx mey mfv mlo mlq ndv sav snf
Latn-SN srr tnr wo
Latn-GN bcg bgo bmd bqf bsp bsv fuf gkp kke knu kqs ldm llc lma mbv mfg mku msc naj pbp sus tod yal
Latn-GN zil
Orya-IN bdv bfw dso dwk gaq gbj gdb jun juy or peg rei spv uki xis zrg
Cyrl-BY be
Taml-IN bfq ctt cty era iru kfe kfi muv ta tcx vaa xub xuj
Tibt-IN bfu bkk cna jda kbg kkf lbj sbu sip spt zau
Cyrl-BG bg
Grek-TR bgx xpg
Cyrl-IL bhh
Syrc-GE bhn
Latn-MG bhr bmm bzc mg msh skg tdx tkg txy xmv xmw
Syrc-IL bjf tmr
Latn-BB bjs
Latn-LR blh bza dee gec ggb glr gol grb grj grv gry klu kpe kqo krn krw kss lir lom mev mzj oub tja
Mymr-MM blk bwe csh dnu dnv hpo int jkm kjp ksw kvq kvt kxf kxk mnw mwt my obr omx pce pll pwo pyx
Mymr-MM rbb rki shn tco tjl tvn
Tavt-VN blt tyr
Latn-AO blv cjk dhm hng hol khu kmb kwy kwz lch lum mck mfu mxg nba ndq nkn nne nql nsx nye nyk olu
Latn-AO pnd umb xdo yax
Latn-SL bmf bun buy knk kno kri lia lok men tem
Latn-NE bms dje fuh fuq krt tez thz tmh twq
Latn-GQ bng bnm bvb bxc fab fan fpe nui
Latn-KE bob coh cuh dal dav dig dsh dug ebu elo enb eyo guz ida kam ki kln lkb lko lks lri lrm lto
Latn-KE lts luo luy lwg mas mer mlk muu mws niq nle nyd nyf oki omt orc pkb pko rag rel saq sgc sgm
Latn-KE ssn sxb tec tga thk tuv tuy tvs
Latn-FR br co emx fr frm fro frp obt oc pcd pro xbm
Khmr-KH brb km krr krv okz pcb rka smu tpu xhm
Latn-BW brl gnk gwj hio hnh huc mhw nhr nmn shg two tyu xkv yey
Latn-CR brn bzd cjp gut
Tibt-BT bro cgk dka dz dzl goe kjz lkh luk lya neh npb ole sgt tgf tsj xkf
Knda-IN brw kfa kfd kfg kn tcy vmd
Latn-BA bs
Latn-BN bsb kxd
Bass-LR bsq
Batk-ID btd btm
Deva-PK btv
Latn-YT buc
Latn-FJ bwb fj goo llx lmv rtm wyy
Latn-MZ bwg cce chw cwb dmx eko llb mgh mhm mny ndc ngl nte nyu phm rng seh tke toh tsc twl twx vmk
Latn-MZ vmr vmw wmw xmc xnq xsq yao ymk
Cyrl-MN bxm mn ykh
Mong-CN bxu mnc mvf
Ethi-ER byn tig
Thai-TH bzi cbn cog kdt kjt kxm lwl mkm mpz mra nyl nyw pht phu prt pww skb sou th thm tts ugo urk
Thai-TH yoy
Latn-BZ bzj mop
Latn-NI bzk miq mom mtn rma sut ulw yan
Latn-HN cab jic pay
Latn-MP cal tpv
Cakm-BD ccp tnv
Latn-SV ccr len ppl
Telu-IN cde gau key kfc lmn mju nit ort pcj te wbq yeu
Gujr-IN cdi dhn dub gas gbl gu
Hans-CN cdo cjy cnp csp czh gan hak hsn lzh nan wuu zh
Latn-GU ch
Arab-TM chg
Latn-FM chk kos kpg mkj mrl ngm nkr nmt nuw pfa pif pon puw stw uli woe yap
Cher-US chr
Arab-KH cja
Cham-VN cjm
Latn-RU cjs izh krl lud olo vep vot
Latn-HR ckm dlm hr ist ruo
Soyo-MN cmg
Copt-EG cop
Latn-NR cpi na
Cans-CA cr crj crk crl crm csw iu nsk oj ojs
Latn-VC crb svc
Cyrl-UA crh jct rue uk
Latn-SC crs
Latn-CZ cs
Latn-PL csb pl prg rml sli szl wym
Pauc-MM ctd
Latn-PA cuk emp gym sab scf tfr
Lana-CN cuu
Hebr-CZ czk
Latn-DK da jut rmd
Arab-IN dcc hkh ks prx
Latn-VI dcr
Latn-DE de dsb frk frr frs gmh goh hsb ksh nds osx pfl stq swg vmf wep yec
Latn-NA diu fwe hgm hz kj knw ktz kwm kwn lnb naq ng sbs vaj xuu
Medf-NG dmf
Cyrl-KG dng ky
Latn-ZW dov kck kdn mxc nd nmq sn
Latn-PT drc mwl
Tibt-NP dre ght muk tcn
Thaa-MV dv
Cprt-CY ecy
Egyp-EG egy
Latn-BD ekl mjx pkh tpe usi
Kali-MM eky kvy kyu
Latn-GF eme gcr
Gonm-IN esg
Latn-EE et ie vro
Ital-IT ett osc pgn xve
Latn-FI fi rmf smn sms
Latn-SA fif
Latn-SE fit ovd rmu sje sju sma smj sv
Latn-NO fkv nb nn no rmg se
Latn-FO fo
Arab-CM fub mfi
Latn-WF fud wls
Latn-IE ga sga sth yol
Latn-MD gag
Latn-GP gcf
Latn-GD gcl
Latn-YE gdq
Latn-SO gex so xma ymm
Tfng-MA gho shi zgh
Latn-KI gil
Latf-DE gml
Linb-GR gmy
Goth-UA got
Latn-CH gsw rm rmo wae
Latn-IM gv
Deva-FJ hif
Takr-IN hii jna scu
Xsux-TR hit htx nei oht
Hluw-TR hlu
Plrd-CN hmd ktp lpo sfm ygp yna ysy ywq ywu
Bopo-CN hmj hmq
Hmnp-US hnj mww
Hani-CN how swi zch zeh zgb zgm zgn zhd zlj zln zlq zqe zyg zyn zzj
Syrc-TR hrt syc
Latn-HT ht hvc
Latn-HU hu lng ohu qwm
Yiii-CN ii nos nsd nsf nsv smh yig yiv ysd ysn ysp
Lyci-TR imy xlc
Latn-IS is
Hebr-IT itk
Arab-GN jad
Latn-JM jam
Hebr-UA ji yi
Hang-KR jje okm
Hebr-PS jpa
Cyrl-UZ kaa
Latn-DZ kab shy thv
Bali-ID kaw
Arab-NE kby
Latn-LT kdr lt olt sgs
Latn-CV kea
Talu-CN khb
Thai-LA khf mlf
Brah-IR kho xtq
Latn-TR kiu ku lzz tr tru uby zza
Cyrl-KZ kk
Lana-MM kkh
Latn-GL kl
Latn-PK kls wbl
Kore-KR ko
Latn-ER kun nrb ssy
Latn-MW kzn lai lon nkv ny nyr swk tog tum
Latn-VA la
Lina-GR lab
Latn-LU lb
Latn-LA lbn lvi
Thai-CN lcp lwm
Lepc-IN lep
Lisu-CN lis
Latn-LV liv ltg lv
Hant-CN ltc
Latn-CU luq
Latn-GM man wof
Latn-SG mbf
Arab-TD mde shu
Arab-TH mfa
Latn-MU mfe
Latg-IE mga
Latn-MH mh
Latn-NZ mi rrm
Mand-IQ mid
Cyrl-MK mk
Latn-RO mo ro rom rup
Mroo-BD mro
Latn-MT mt
Mand-IR myz
Latn-NU niu
Wcho-IN nnp
Lana-TH nod
Runr-SE non
Nkoo-GN nqo
Latn-JE nrf
Runr-GB nrn
Tnsa-IN nst
Yiii-VN nty
Latn-TO num to
Newa-NP nwc
Phnx-JO obm
Hani-KR oko
Mtei-IN omp
Modi-IN omr
Osge-US osa
Java-ID osi tes
Arab-TR ota
Orkh-MN otk
Gran-IN oty
Ougr-CN oui
Guru-IN pa
Phli-IR pal
Latn-CW pap
Cyrl-TJ paq sgh tg yai
Latn-PW pau sov tox
Xpeo-IR peo
Khar-PK pgd pra
Ogam-IE pgl
Phnx-LB phn
Sinh-IN pi
Latn-NF pih
Brah-IN pka pmh psu
Latn-CK pkp pnh rar rkh
Latn-TN pml
Latn-RE rcf
Rohg-MM rhg
Latn-MA rif tzm
Latn-SK rmc sk
Latn-RS rmn
Latn-BI rn
Cyrl-RS rsk sr
Latn-GR ruq
Latn-RW rw
Samr-PS sam
Olck-IN sat
Saur-IN saz
Latn-LK sci
Grek-IT scx
Sinh-LK si
Latn-SI sl
Latn-WS sm
Samr-IL smp
Tavt-TH soa
Sogd-UZ sog
Latn-AL sq
Sora-IN srb
Arab-AE ssh
Sunu-NP suz
Arab-YT swb
Runr-DE sxu
Syrc-IR syn
Latn-KH syo
Tagb-PH tbk
Latn-TC tch
Tfng-NE tda
Tale-CN tdd
Latn-TT tgh trf
Tale-LA thi
Latn-TM tk
Latn-TK tkl
Latn-PR tnq
Latn-TV tvl
Tang-CN txg
Toto-IN txo
Ugar-SY uga
Grek-GE uum
Latn-UZ uz
Vaii-LR vai
Latn-SX vic
Latn-BE vls wa
Arab-ID wlo
Arab-KM wni zdj
Gong-IN wsg
Aghb-AZ xag
Chrs-UZ xco
Cari-TR xcr
Latn-BT xkz
Lydi-TR xld
Elym-IR xly
Mani-CN xmn
Merc-SD xmr
Narb-SA xna
Latn-EG xnz
Ogam-GB xpi
Prti-IR xpr
Sarb-YE xsa
Marc-CN xzh
Latn-TJ yah
Hebr-DE yih
Hant-HK yue
Arab-001 zba
Tfng-MR zen
Nshu-CN zhx
Kits-CN zkt
Hebr-FR zrp
"""

# the likely full tag of language and script or region, and of `und`
LIKELY_BY_TAG = """\
arc-Hatr-IQ arc-Hatr und-Hatr
arc-Nbat-JO arc-Nbat und-Nbat
arc-Palm-SY arc-Palm und-Palm
az-Arab-IR az-Arab az-IR
az-Arab-IQ az-IQ
az-Cyrl-RU az-RU
bap-Krai-IN bap-Krai und-Krai
cu-Glag-BG cu-Glag und-Glag
en-Shaw-GB en-Shaw und-Shaw
ff-Adlm-GN ff-Adlm und-Adlm
ha-Arab-CM ha-CM
ha-Arab-SD ha-SD
hak-Hant-TW hak-Hant hak-TW
hnj-Hmng-LA hnj-Hmng und-Hmng
kk-Arab-AF kk-AF
kk-Arab-CN kk-Arab kk-CN
kk-Arab-IR kk-IR
kk-Arab-MN kk-MN und-Arab-MN
ku-Arab-IQ ku-Arab
ku-Arab-LB ku-LB
ku-Yezi-GE ku-Yezi und-Yezi
ky-Arab-CN ky-Arab ky-CN
ky-Latn-TR ky-Latn ky-TR
lif-Limb-IN lif-Limb und-Limb
lzz-Geor-GE lzz-GE lzz-Geor
man-Nkoo-GN man-Nkoo und-Nkoo
mn-Mong-CN mn-CN mn-Mong und-Mong
ms-Arab-CC ms-CC und-Arab-CC und-CC
nan-Hant-TW nan-Hant nan-TW
pa-Arab-PK pa-Arab pa-PK
pal-Phlp-CN pal-Phlp und-Phlp
pnt-Cyrl-RU pnt-Cyrl pnt-RU
pnt-Latn-TR pnt-Latn pnt-TR
sd-Deva-IN sd-Deva sd-IN
sd-Khoj-IN sd-Khoj und-Khoj
sd-Sind-IN sd-Sind und-Sind
sr-Latn-ME sr-ME und-ME
sr-Latn-RO sr-RO
sr-Latn-TR sr-TR
tg-Arab-PK tg-Arab tg-PK
ug-Cyrl-KZ ug-Cyrl ug-KZ
ug-Cyrl-MN ug-MN
en-Latn-US und
es-Latn-419 und-419
ca-Latn-AD und-AD
ar-Arab-AE und-AE
fa-Arab-AF und-AF und-Arab-AF
xag-Aghb-AZ und-Aghb
aho-Ahom-IN und-Ahom
sq-Latn-AL und-AL
hy-Armn-AM und-AM und-Armn
pt-Latn-AO und-AO
es-Latn-AR und-AR
ar-Arab-EG und-Arab und-EG
az-Arab-AZ und-Arab-AZ
ms-Arab-BN und-Arab-BN
ug-Arab-CN und-Arab-CN
ur-Arab-GB und-Arab-GB
ms-Arab-ID und-Arab-ID
ur-Arab-IN und-Arab-IN
fa-Arab-IR und-Arab-IR und-IR
cja-Arab-KH und-Arab-KH
rhg-Arab-MM und-Arab-MM
ur-Arab-MU und-Arab-MU
ha-Arab-NG und-Arab-NG
ur-Arab-PK und-Arab-PK und-PK
mfa-Arab-TH und-Arab-TH
fa-Arab-TJ und-Arab-TJ
apc-Arab-TR und-Arab-TR
swb-Arab-YT und-Arab-YT
arc-Armi-IR und-Armi
sm-Latn-AS und-AS
de-Latn-AT und-AT
ae-Avst-IR und-Avst
nl-Latn-AW und-AW
sv-Latn-AX und-AX
az-Latn-AZ und-AZ
bs-Latn-BA und-BA
ban-Bali-ID und-Bali
bax-Bamu-CM und-Bamu
bsq-Bass-LR und-Bass
bbc-Batk-ID und-Batk
bn-Beng-BD und-BD und-Beng
nl-Latn-BE und-BE
fr-Latn-BF und-BF
bg-Cyrl-BG und-BG und-Cyrl-BG
ar-Arab-BH und-BH
sa-Bhks-IN und-Bhks
rn-Latn-BI und-BI
fr-Latn-BJ und-BJ
fr-Latn-BL und-BL
ms-Latn-BN und-BN
es-Latn-BO und-BO
zh-Bopo-TW und-Bopo zh-Bopo
pap-Latn-BQ und-BQ
pt-Latn-BR und-BR
pka-Brah-IN und-Brah
fr-Brai-FR und-Brai
dz-Tibt-BT und-BT und-Tibt-BT
bug-Bugi-ID und-Bugi
bku-Buhd-PH und-Buhd
no-Latn-BV und-BV
be-Cyrl-BY und-BY und-Cyrl-BY
ccp-Cakm-BD und-Cakm
iu-Cans-CA und-Cans
xcr-Cari-TR und-Cari
fr-Latn-CD und-CD
sg-Latn-CF und-CF
fr-Latn-CG und-CG
de-Latn-CH und-CH
cjm-Cham-VN und-Cham
chr-Cher-US und-Cher
xco-Chrs-UZ und-Chrs
fr-Latn-CI und-CI
es-Latn-CL und-CL
fr-Latn-CM und-CM
zh-Hans-CN und-CN und-Hans
es-Latn-CO und-CO
cop-Copt-EG und-Copt
und-Cpmn-CY und-Cpmn
ecy-Cprt-CY und-Cprt
es-Latn-CR und-CR
es-Latn-CU und-CU
pt-Latn-CV und-CV
pap-Latn-CW und-CW
el-Grek-CY und-CY
ru-Cyrl-RU und-Cyrl und-RU
kaa-Cyrl-AF und-Cyrl-AF
mk-Cyrl-AL und-Cyrl-AL
az-Cyrl-AZ und-Cyrl-AZ
sr-Cyrl-BA und-Cyrl-BA
ab-Cyrl-GE und-Cyrl-GE
mk-Cyrl-GR und-Cyrl-GR
kaa-Cyrl-IR und-Cyrl-IR
ky-Cyrl-KG und-Cyrl-KG und-KG
uk-Cyrl-MD und-Cyrl-MD
sr-Cyrl-ME und-Cyrl-ME
mk-Cyrl-MK und-Cyrl-MK und-MK
mn-Cyrl-MN und-Cyrl-MN und-MN
bg-Cyrl-RO und-Cyrl-RO
sr-Cyrl-RS und-Cyrl-RS und-RS
uk-Cyrl-SK und-Cyrl-SK
tg-Cyrl-TJ und-Cyrl-TJ und-TJ
kbd-Cyrl-TR und-Cyrl-TR
uk-Cyrl-UA und-Cyrl-UA und-UA
uz-Cyrl-UZ und-Cyrl-UZ
sr-Cyrl-XK und-Cyrl-XK
cs-Latn-CZ und-CZ
de-Latn-DE und-DE
hi-Deva-IN und-Deva und-IN
ne-Deva-BT und-Deva-BT
hif-Deva-FJ und-Deva-FJ
bho-Deva-MU und-Deva-MU
ne-Deva-NP und-Deva-NP und-NP
btv-Deva-PK und-Deva-PK
dv-Diak-MV und-Diak
fr-Latn-DJ und-DJ
da-Latn-DK und-DK
es-Latn-DO und-DO
doi-Dogr-IN und-Dogr
fr-Dupl-FR und-Dupl
ar-Arab-DZ und-DZ
es-Latn-EA und-EA
es-Latn-EC und-EC
et-Latn-EE und-EE
egy-Egyp-EG und-Egyp
ar-Arab-EH und-EH
sq-Elba-AL und-Elba
arc-Elym-IR und-Elym
ti-Ethi-ER und-ER und-Ethi-ER
es-Latn-ES und-ES
am-Ethi-ET und-ET und-Ethi
fi-Latn-FI und-FI
fo-Latn-FO und-FO
fr-Latn-FR und-FR
fr-Latn-GA und-GA
wo-Gara-SN und-Gara
ka-Geor-GE und-GE und-Geor
fr-Latn-GF und-GF
ak-Latn-GH und-GH
kl-Latn-GL und-GL
fr-Latn-GN und-GN
wsg-Gong-IN und-Gong
esg-Gonm-IN und-Gonm
got-Goth-UA und-Goth
fr-Latn-GP und-GP
es-Latn-GQ und-GQ
el-Grek-GR und-GR und-Grek
sa-Gran-IN und-Gran
bgx-Grek-TR und-Grek-TR
es-Latn-GT und-GT
gu-Gujr-IN und-Gujr
gvr-Gukh-NP und-Gukh
pa-Guru-IN und-Guru
pt-Latn-GW und-GW
zh-Hanb-TW und-Hanb zh-Hanb
ko-Hang-KR und-Hang
zh-Hani-CN und-Hani
hnn-Hano-PH und-Hano
zh-Hant-TW und-Hant und-TW zh-Hant zh-TW
yue-Hant-CA und-Hant-CA
yue-Hant-CN und-Hant-CN
he-Hebr-IL und-Hebr und-IL
yi-Hebr-SE und-Hebr-SE
yi-Hebr-UA und-Hebr-UA
yi-Hebr-US und-Hebr-US
ja-Hira-JP und-Hira
zh-Hant-HK und-HK zh-HK
hlu-Hluw-TR und-Hluw
hnj-Hmnp-US und-Hmnp
es-Latn-HN und-HN
hr-Latn-HR und-HR
ht-Latn-HT und-HT
hu-Latn-HU und-HU
hu-Hung-HU und-Hung
es-Latn-IC und-IC
id-Latn-ID und-ID
ar-Arab-IQ und-IQ
is-Latn-IS und-IS
it-Latn-IT und-IT
ett-Ital-IT und-Ital
ko-Jamo-KR und-Jamo
jv-Java-ID und-Java
ar-Arab-JO und-JO
ja-Jpan-JP und-JP und-Jpan
eky-Kali-MM und-Kali
ja-Kana-JP und-Kana
kaw-Kawi-ID und-Kawi
sw-Latn-KE und-KE
km-Khmr-KH und-KH und-Khmr
pra-Khar-PK und-Khar
zkt-Kits-CN und-Kits
ar-Arab-KM und-KM
kn-Knda-IN und-Knda
ko-Kore-KR und-Kore und-KR
ko-Kore-KP und-KP
bho-Kthi-IN und-Kthi
ar-Arab-KW und-KW
ru-Cyrl-KZ und-KZ
lo-Laoo-LA und-LA und-Laoo
nod-Lana-TH und-Lana
en-Latn-AE und-Latn-AE
tk-Latn-AF und-Latn-AF
ku-Latn-AM und-Latn-AM
en-Latn-BD und-Latn-BD
en-Latn-BG und-Latn-BG
en-Latn-BT und-Latn-BT
en-Latn-CC und-Latn-CC
za-Latn-CN und-Latn-CN
tr-Latn-CY und-Latn-CY
fr-Latn-DZ und-Latn-DZ
en-Latn-EG und-Latn-EG
en-Latn-ER und-Latn-ER
en-Latn-ET und-Latn-ET
ku-Latn-GE und-Latn-GE
en-Latn-GR und-Latn-GR
en-Latn-HK und-Latn-HK
en-Latn-IL und-Latn-IL
en-Latn-IN und-Latn-IN
en-Latn-IQ und-Latn-IQ
tk-Latn-IR und-Latn-IR
en-Latn-JO und-Latn-JO
fr-Latn-KM und-Latn-KM
en-Latn-KZ und-Latn-KZ
en-Latn-LB und-Latn-LB
en-Latn-LK und-Latn-LK
fr-Latn-MA und-Latn-MA
sq-Latn-MK und-Latn-MK
kac-Latn-MM und-Latn-MM
en-Latn-MO und-Latn-MO
fr-Latn-MR und-Latn-MR
en-Latn-MV und-Latn-MV
en-Latn-NP und-Latn-NP
en-Latn-PK und-Latn-PK
krl-Latn-RU und-Latn-RU
en-Latn-SD und-Latn-SD
en-Latn-SS und-Latn-SS
ku-Latn-SY und-Latn-SY
fr-Latn-TD und-Latn-TD
en-Latn-TH und-Latn-TH
fr-Latn-TN und-Latn-TN
trv-Latn-TW und-Latn-TW
pl-Latn-UA und-Latn-UA
en-Latn-YE und-Latn-YE
ar-Arab-LB und-LB
lep-Lepc-IN und-Lepc
de-Latn-LI und-LI
lab-Lina-GR und-Lina
gmy-Linb-GR und-Linb
lis-Lisu-CN und-Lisu
si-Sinh-LK und-LK und-Sinh
st-Latn-LS und-LS
lt-Latn-LT und-LT
fr-Latn-LU und-LU
lv-Latn-LV und-LV
ar-Arab-LY und-LY
xlc-Lyci-TR und-Lyci
xld-Lydi-TR und-Lydi
ar-Arab-MA und-MA
hi-Mahj-IN und-Mahj
mak-Maka-ID und-Maka
myz-Mand-IR und-Mand
xmn-Mani-CN und-Mani
bo-Marc-CN und-Marc
fr-Latn-MC und-MC
ro-Latn-MD und-MD
dmf-Medf-NG und-Medf
men-Mend-SL und-Mend
xmr-Merc-SD und-Merc
xmr-Mero-SD und-Mero
fr-Latn-MF und-MF
mg-Latn-MG und-MG
bm-Latn-ML und-ML
ml-Mlym-IN und-Mlym
my-Mymr-MM und-MM und-Mymr
zh-Hant-MO und-MO zh-MO
mr-Modi-IN und-Modi
fr-Latn-MQ und-MQ
ar-Arab-MR und-MR
mro-Mroo-BD und-Mroo
mt-Latn-MT und-MT
mni-Mtei-IN und-Mtei
fr-Latn-MU und-MU
skr-Mult-PK und-Mult
dv-Thaa-MV und-MV und-Thaa
es-Latn-MX und-MX
ms-Latn-MY und-MY
kht-Mymr-IN und-Mymr-IN
mnw-Mymr-TH und-Mymr-TH
pt-Latn-MZ und-MZ
af-Latn-NA und-NA
unr-Nagm-IN und-Nagm
sa-Nand-IN und-Nand
xna-Narb-SA und-Narb
fr-Latn-NC und-NC
ha-Latn-NE und-NE
new-Newa-NP und-Newa
es-Latn-NI und-NI
bm-Nkoo-ML und-Nkoo-ML
nl-Latn-NL und-NL
nb-Latn-NO und-NO
zhx-Nshu-CN und-Nshu
sga-Ogam-IE und-Ogam
sat-Olck-IN und-Olck
ar-Arab-OM und-OM
unr-Onao-IN und-Onao
otk-Orkh-MN und-Orkh
or-Orya-IN und-Orya
osa-Osge-US und-Osge
so-Osma-SO und-Osma
oui-Ougr-CN und-Ougr
es-Latn-PA und-PA
ctd-Pauc-MM und-Pauc
es-Latn-PE und-PE
kv-Perm-RU und-Perm
fr-Latn-PF und-PF
tpi-Latn-PG und-PG
fil-Latn-PH und-PH
lzh-Phag-CN und-Phag
pal-Phli-IR und-Phli
phn-Phnx-LB und-Phnx
pl-Latn-PL und-PL
hmd-Plrd-CN und-Plrd
fr-Latn-PM und-PM
es-Latn-PR und-PR
xpr-Prti-IR und-Prti
ar-Arab-PS und-PS
pt-Latn-PT und-PT
pau-Latn-PW und-PW
gn-Latn-PY und-PY
ar-Arab-QA und-QA
fr-Latn-RE und-RE
rej-Rjng-ID und-Rjng
ro-Latn-RO und-RO
rhg-Rohg-MM und-Rohg
non-Runr-SE und-Runr
rw-Latn-RW und-RW
ar-Arab-SA und-SA
smp-Samr-IL und-Samr
xsa-Sarb-YE und-Sarb
saz-Saur-IN und-Saur
fr-Latn-SC und-SC
ar-Arab-SD und-SD
sv-Latn-SE und-SE
ase-Sgnw-US und-Sgnw
sa-Shrd-IN und-Shrd
sl-Latn-SI und-SI
sa-Sidd-IN und-Sidd
nb-Latn-SJ und-SJ
sk-Latn-SK und-SK
it-Latn-SM und-SM
wo-Latn-SN und-SN
so-Latn-SO und-SO
sog-Sogd-UZ und-Sogd
sog-Sogo-UZ und-Sogo
srb-Sora-IN und-Sora
cmg-Soyo-MN und-Soyo
nl-Latn-SR und-SR
ar-Arab-SS und-SS
pt-Latn-ST und-ST
su-Sund-ID und-Sund
suz-Sunu-NP und-Sunu
es-Latn-SV und-SV
ar-Arab-SY und-SY
syl-Sylo-BD und-Sylo
syr-Syrc-IQ und-Syrc
tbw-Tagb-PH und-Tagb
doi-Takr-IN und-Takr
tdd-Tale-CN und-Tale
khb-Talu-CN und-Talu
ta-Taml-IN und-Taml
txg-Tang-CN und-Tang
blt-Tavt-VN und-Tavt
ar-Arab-TD und-TD
te-Telu-IN und-Telu
fr-Latn-TF und-TF
zgh-Tfng-MA und-Tfng
fr-Latn-TG und-TG
fil-Tglg-PH und-Tglg
th-Thai-TH und-TH und-Thai
lcp-Thai-CN und-Thai-CN
kdt-Thai-KH und-Thai-KH
kdt-Thai-LA und-Thai-LA
bo-Tibt-CN und-Tibt
mai-Tirh-IN und-Tirh
tkl-Latn-TK und-TK
pt-Latn-TL und-TL
tk-Latn-TM und-TM
ar-Arab-TN und-TN
nst-Tnsa-IN und-Tnsa
to-Latn-TO und-TO
sq-Todr-AL und-Todr
txo-Toto-IN und-Toto
tr-Latn-TR und-TR
sa-Tutg-IN und-Tutg
tvl-Latn-TV und-TV
sw-Latn-TZ und-TZ
sw-Latn-UG und-UG
uga-Ugar-SY und-Ugar
es-Latn-UY und-UY
uz-Latn-UZ und-UZ
it-Latn-VA und-VA
vai-Vaii-LR und-Vaii
es-Latn-VE und-VE
sq-Vith-AL und-Vith
vi-Latn-VN und-VN
bi-Latn-VU und-VU
hoc-Wara-IN und-Wara
nnp-Wcho-IN und-Wcho
fr-Latn-WF und-WF
sm-Latn-WS und-WS
sq-Latn-XK und-XK
peo-Xpeo-IR und-Xpeo
akk-Xsux-IQ und-Xsux
ar-Arab-YE und-YE
ii-Yiii-CN und-Yiii
fr-Latn-YT und-YT
cmg-Zanb-MN und-Zanb
sn-Latn-ZW und-ZW
unr-Deva-NP unr-Deva unr-NP
uz-Arab-AF uz-AF uz-Arab
uz-Cyrl-CN uz-CN
yue-Hans-CN yue-CN yue-Hans
zh-Hant-AU zh-AU
zh-Hant-BN zh-BN
zh-Hant-GB zh-GB
zh-Hant-GF zh-GF
zh-Hant-ID zh-ID
zh-Hant-PA zh-PA
zh-Hant-PF zh-PF
zh-Hant-PH zh-PH
zh-Hant-SR zh-SR
zh-Hant-TH zh-TH
zh-Hant-US zh-US
zh-Hant-VN zh-VN
"""

# the parent locales that are not the tag cut short; `und` is the root
PARENTS = """\
en-001 en-150 en-AG en-AI en-AU en-BB en-BM en-BS en-BW en-BZ en-CC en-CK en-CM en-CX en-CY en-DG
en-001 en-DM en-ER en-FJ en-FK en-FM en-GB en-GD en-GG en-GH en-GI en-GM en-GS en-GY en-HK en-ID
en-001 en-IE en-IL en-IM en-IN en-IO en-JE en-JM en-KE en-KI en-KN en-KY en-LC en-LR en-LS en-MG
en-001 en-MO en-MS en-MT en-MU en-MV en-MW en-MY en-NA en-NF en-NG en-NR en-NU en-NZ en-PG en-PK
en-001 en-PN en-PW en-RW en-SB en-SC en-SD en-SG en-SH en-SL en-SS en-SX en-SZ en-TC en-TK en-TO
en-001 en-TT en-TV en-TZ en-UG en-VC en-VG en-VU en-WS en-ZA en-ZM en-ZW
en-150 en-AT en-BE en-CH en-CZ en-DE en-DK en-ES en-FI en-FR en-HU en-IT en-NL en-NO en-PL en-PT
en-150 en-RO en-SE en-SI en-SK
en-IN hi-Latn
es-419 es-AR es-BO es-BR es-BZ es-CL es-CO es-CR es-CU es-DO es-EC es-GT es-HN es-JP es-MX es-NI
es-419 es-PA es-PE es-PR es-PY es-SV es-US es-UY es-VE
fr-HT ht
no nb nn no-NO
pt-PT pt-AO pt-CH pt-CV pt-FR pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-ST pt-TL
und az-Arab az-Cyrl bal-Latn blt-Latn bm-Nkoo bs-Cyrl byn-Latn cu-Glag dje-Arab dyo-Arab en-Dsrt
und en-Shaw ff-Adlm ff-Arab ha-Arab iu-Latn kaa-Latn kk-Arab kok-Latn ks-Deva ku-Arab kxv-Deva
und kxv-Orya kxv-Telu ky-Arab ky-Latn ml-Arab mn-Mong mni-Mtei ms-Arab pa-Arab sat-Deva sd-Deva
und sd-Khoj sd-Sind shi-Latn so-Arab sr-Latn sw-Arab tg-Arab ug-Cyrl uz-Arab uz-Cyrl vai-Latn wo-Arab
und yo-Arab yue-Hans zh-Hant
zh-Hant-HK zh-Hant-MO
"""

# today's tag for outdated, long and grandfathered ones
LANGUAGE_ALIASES = """\
ssy aa-saaho
aas aam
aa aar
ab abk
dz adp dzo
af afr
apf agp
ami ais i-ami
apc ajp
aeb ajt
jrb aju
ak aka fat tw twi
sq alb als sqi
am amh
ar ara arb
an arg
hy arm hye
jbo art-lojban
snz asd
as asm
ktz aue
av ava
ae ave
ay aym ayr
nun ayx
az aze azj
ba bak
bm bam
eu baq eus
nvo baz
bal bcc
bik bcl
be bel
bn ben
bcg bgm
bho bh bih
fbl bhk
bir bic
bi bis
drl bjd
bzc bjq
ebk bkb
iba blg snb
bo bod tib
bs bos
br bre
beb btb
bg bul
my bur mya
luy bxk
bua bxr
ca cat
rki ccq ybd
xtg cel-gaulish
cs ces cze
ch cha
ce che
zh chi cmn zh-cmn zh-guoyu zho
cu chu
cv chv
mom cjr
cmr cka
syr cld
sa cls san
xch cmk
sr-ME cnr
kw cor
co cos
pij coy nts
quh cqu
cr cre cwd
cy cym wel
dnj daf
da dan
njz dap
de deu ger
doi dgo
mwr dhd
din dik
zza diq
dif dit
dv div
dze djl
aqd dkl
mn drh khk mon
kzk drr gli
fa-AF drw prs tnf
uth dud
dwu duj
nl dut nld
dbt dwl
et ekk est
el ell gre
amq elp
man emk mnk
en-GB-oxendict en-GB-oed
en eng
eo epo
ik esk ipk
ee ewe
fo fao
fa fas per pes
fj fij
fi fin
fr fra fre
fy fry
ff fuc ful
dev gav
om gaz orm
wny gbc
grb gbo
ka geo kat
vaj gfx mwj oun
gvr ggn
esg ggo
gtu ggr
aou gio
gd gla
ga gle
gl glg
gv glv
gon gno
kok gom
gn grn gug
nyc gti
gu guj prp
duz guv
gba gya
ht hat
ha hau
sr-Latn hbs sh
hai hdn
hmn hea
he heb iw
hz her
srx him
hi hin
ho hmo
jal hrr
hr hrv scr
hu hun
hyw hy-arevmda
bnn i-bnn
en-x-i-default i-default
und-x-i-enochian i-enochian
hak i-hak zh-hakka
tlh i-klingon
lb i-lux ltz
see-x-i-mingo i-mingo
nv i-navajo nav
pwn i-pwn
tao i-tao
tay i-tay
tsu i-tsu
opa ibi
ig ibo
is ice isl
io ido
ii iii
iu ike iku
ie ile
ilm ill
gal ilw
id in ind
ia ina
it ita
eza izi
jgk jar
jv jav jw
oyb jeg skk thx
yi ji ydd yid
ja jpn
kl kal
kn kan
ks kas
kr kau knc
kk kaz
zkd kdv
tdf kgc
ncq kgd
kml kgh
plu kgm
km khm
ki kik
rw kin
ky kir
ku kmr kur
kg kng kon
kwv koj
kv kom kpv
ko kor
jkm kpp
bmf krm
dtp ktr kzj kzt tdu
kj kua
gdj kvs
yam kwq
tvd kxe
kru kxl
dgl kzh
ksp lak
lo lao
la lat
lv lav lvs
bnc lbk
enl leg
raq lii
li lim
ln lin
lt lit
ngt llo
rmx lmm
lu lub
lg lug
mk mac mkd
mh mah
ml mal
mi mao mri
mr mar
ms may msa zsm
cir meg
jbk mgx
chm mhr
mg mlg plt
mt mlt
wnn mnt
ro mo mol ron rum
xnt mof
mry mst myt
raj mup
dmw mwd xrq
aog myd
xny nad
na nau
nru nbf
nr nbl
gll nbx
kdz ncp
nd nde
ng ndo
ne nep npi
azd nln
nrk nlr
nn nno no-nyn no-nynorsk
nbr nns
ngv nnx
nb no-bok no-bokmal nob
cbr nom
dtd noo
no nor
bpp nxu
ny nya
oc oci
oj ojg oji
or ori ory
os oss
pa pan
kxr pat
ps pbu pus
adx pcr
pi pli
huw pmc
crr pmk
phr pmu
lah pnb
pl pol
pt por
bfy ppa
lcq ppr
prt pry
pub puz
qu que quz
emx rmr
rom rmy
rm roh
rn run
ru rus
sg sag
aqt sap
hle sca
sr scc srp
isk sgl
sfb sgn-BE-FR
vgt sgn-BE-NL
bzs sgn-BR
sgg sgn-CH-DE
csn sgn-CO
gsg sgn-DE
dsl sgn-DK
ssp sgn-ES
fsl sgn-FR
bfi sgn-GB
gss sgn-GR
isg sgn-IE
ise sgn-IT
jsl sgn-JP
mfs sgn-MX
ncs sgn-NI
dse sgn-NL
nsi sgn-NO
psr sgn-PT
swl sgn-SE
ase sgn-US
sfs sgn-ZA
si sin
sk slk slo
sl slv
kmb smd
se sme
sm smo
sn sna
sd snd
so som
st sot
es spa
kln spy
sc src srd
ss ssw
sgd sul
ulw sum
su sun
sw swa swh
sw-CD swc
sv swe
umi szd
ty tah
ta tam
tt tat
te tel
bjp tgg
tg tgk
fil tgl tl
th tha
tpo thc
ola thw
itd tid
ras tie
ti tir
twm tkk
weo tlw
tdg tmk
tyj tmp
kak tne
to ton
tpn tpw
taj tsf
tn tsn
ts tso
tmh ttq
tk tuk
tr tur
ug uig
uk ukr
del umu
wro unp
ema uok
ur urd
uz uzb uzn
ve ven
vi vie
vo vol
wgb wgw
nol wit
nwo wiw
wa wln
wo wol
cax xba
xh xho
acn xia
waw xkh
kpe xpe
suj xsj
den xsl
zko xss
ynq yen
yrm yiy
lrr yma
mtm ymt
yo yor
zom yos
yug yuu
zap zai
zh-Hans zh-cmn-Hans
zh-Hant zh-cmn-Hant
gan zh-gan
nan-x-zh-min zh-min
nan zh-min-nan
wuu zh-wuu
hsn zh-xiang
yue zh-yue
za zha zyb
scv zir
kjh zkb
zu zul
"""

# today's code for a region that was renamed or divided
REGION_ALIASES = """\
AF 004 AFG
AL 008 ALB
AQ 010 ATA FQ NQ
DZ 012 DZA
AS 016 ASM
AD 020 AND
AO 024 AGO
AG 028 ATG
AZ 031 AZE
AR 032 ARG
AU 036 AUS
AT 040 AUT
BS 044 BHS
BH 048 BHR
BD 050 BGD
AM 051 ARM
BB 052 BRB
BE 056 BEL
BM 060 BMU
034 062
BT 064 BTN
BO 068 BOL
BA 070 BIH
BW 072 BWA
BV 074 BVT
BR 076 BRA
BZ 084 BLZ
IO 086 IOT
SB 090 SLB
VG 092 VGB
BN 096 BRN
BG 100 BGR
MM 104 BU BUR MMR
BI 108 BDI
BY 112 BLR
KH 116 KHM
CM 120 CMR
CA 124 CAN
CV 132 CPV
KY 136 CYM
CF 140 CAF
LK 144 LKA
TD 148 TCD
CL 152 CHL
CN 156 CHN
TW 158 TWN
CX 162 CXR
CC 166 CCK
CO 170 COL
RU 172 643 810 RUS SU SUN
KM 174 COM
YT 175 MYT
CG 178 COG
CD 180 COD ZAR ZR
CK 184 COK
CR 188 CRI
HR 191 HRV
CU 192 CUB
CY 196 CYP
CZ 200 203 CZE
BJ 204 BEN DY
DK 208 DNK
DM 212 DMA
DO 214 DOM
EC 218 ECU
SV 222 SLV
GQ 226 GNQ
ET 230 231 ETH
ER 232 ERI
EE 233 EST
FO 234 FRO
FK 238 FLK
GS 239 SGS
FJ 242 FJI
FI 246 FIN
AX 248 ALA
FR 249 250 FRA FX FXX
GF 254 GUF
PF 258 PYF
TF 260 ATF
DJ 262 DJI
GA 266 GAB
GE 268 GEO
GM 270 GMB
PS 275 PSE
DE 276 278 280 DD DDR DEU
GH 288 GHA
GI 292 GIB
KI 296 CT KIR
GR 300 GRC
GL 304 GRL
GD 308 GRD
GP 312 GLP
GU 316 GUM
GT 320 GTM
GN 324 GIN
GY 328 GUY
HT 332 HTI
HM 334 HMD
VA 336 VAT
HN 340 HND
HK 344 HKG
HU 348 HUN
IS 352 ISL
IN 356 IND
ID 360 IDN
IR 364 IRN
IQ 368 IRQ
IE 372 IRL
IL 376 ISR
IT 380 ITA
CI 384 CIV
JM 388 JAM
JP 392 JPN
KZ 398 KAZ
JO 400 JOR
KE 404 KEN
KP 408 PRK
KR 410 KOR
KW 414 KWT
KG 417 KGZ
LA 418 LAO
LB 422 LBN
LS 426 LSO
LV 428 LVA
LR 430 LBR
LY 434 LBY
LI 438 LIE
LT 440 LTU
LU 442 LUX
MO 446 MAC
MG 450 MDG
MW 454 MWI
MY 458 MYS
MV 462 MDV
ML 466 MLI
MT 470 MLT
MQ 474 MTQ
MR 478 MRT
MU 480 MUS
MX 484 MEX
MC 492 MCO
MN 496 MNG
MD 498 MDA
ME 499 MNE
MS 500 MSR
MA 504 MAR
MZ 508 MOZ
OM 512 OMN
NA 516 NAM
NR 520 NRU
NP 524 NPL
NL 528 NLD
CW 530 531 532 AN ANT CUW
AW 533 ABW
SX 534 SXM
BQ 535 BES
SA 536 682 NT NTZ SAU
NC 540 NCL
VU 548 NH VUT
NZ 554 NZL
NI 558 NIC
NE 562 NER
NG 566 NGA
NU 570 NIU
NF 574 NFK
NO 578 NOR
MP 580 MNP
UM 581 JT MI PU UMI WK
FM 582 583 FSM PC
MH 584 MHL
PW 585 PLW
PK 586 PAK
PA 591 PAN PZ
PG 598 PNG
PY 600 PRY
PE 604 PER
PH 608 PHL
PN 612 PCN
PL 616 POL
PT 620 PRT
GW 624 GNB
TL 626 TLS TMP TP
PR 630 PRI
QA 634 QAT
RE 638 REU
RO 642 ROU
RW 646 RWA
BL 652 BLM
SH 654 SHN
KN 659 KNA
AI 660 AIA
LC 662 LCA
MF 663 MAF
PM 666 SPM
VC 670 VCT
SM 674 SMR
ST 678 STP
SN 686 SEN
RS 688 890 891 CS SCG SRB YU YUG
SC 690 SYC
SL 694 SLE
SG 702 SGP
SK 703 SVK
VN 704 VD VNM
SI 705 SVN
SO 706 SOM
ZA 710 ZAF
ZW 716 RH ZWE
YE 720 886 887 YD YEM YMD
ES 724 ESP
SS 728 SSD
SD 729 736 SDN
EH 732 ESH
SR 740 SUR
SJ 744 SJM
SZ 748 SWZ
SE 752 SWE
CH 756 CHE
SY 760 SYR
TJ 762 TJK
TH 764 THA
TG 768 TGO
TK 772 TKL
TO 776 TON
TT 780 TTO
AE 784 ARE
TN 788 TUN
TR 792 TUR
TM 795 TKM
TC 796 TCA
TV 798 TUV
UG 800 UGA
UA 804 UKR
MK 807 MKD
EG 818 EGY
GB 826 GBR UK
JE 830 832 JEY
GG 831 GGY
IM 833 IMN
TZ 834 TZA
US 840 USA
VI 850 VIR
BF 854 BFA HV
UY 858 URY
UZ 860 UZB
VE 862 VEN
WF 876 WLF
WS 882 WSM
ZM 894 ZMB
AA 958 AAA
QM 959 QMM
QN 960 QNN
QP 962 QPP
QQ 963 QQQ
QR 964 QRR
QS 965 QSS
QT 966 QTT
EU 967 QU QUU
QV 968 QVV
QW 969 QWW
QX 970 QXX
QY 971 QYY
QZ 972 QZZ
XA 973 XAA
XB 974 XBB
XC 975 XCC
XD 976 XDD
XE 977 XEE
XF 978 XFF
XG 979 XGG
XH 980 XHH
XI 981 XII
XJ 982 XJJ
XK 983 XKK
XL 984 XLL
XM 985 XMM
XN 986 XNN
XO 987 XOO
XP 988 XPP
XQ 989 XQQ
XR 990 XRR
XS 991 XSS
XT 992 XTT
XU 993 XUU
XV 994 XVV
XW 995 XWW
XX 996 XXX
XY 997 XYY
XZ 998 XZZ
ZZ 999 ZZZ
AC ASC
CP CPT
DG DGA
TA TAA
"""
